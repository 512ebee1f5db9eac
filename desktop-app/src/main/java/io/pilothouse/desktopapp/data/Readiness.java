package io.pilothouse.desktopapp.data;

import io.pilothouse.sharedmodel.action.Plan;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a server could be failed over now: the guards of a plan that was made for that question
 * only. @param problem why no plan could be made
 */
public record Readiness(Optional<Plan> plan, Optional<Sentence> problem, Instant askedAt) {}

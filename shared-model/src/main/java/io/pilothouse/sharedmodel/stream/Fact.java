package io.pilothouse.sharedmodel.stream;

import java.time.Instant;

/**
 * A value as a person or a script sees it, with its source and age.
 *
 * @param value a number, a text, a truth value or a sentence
 * @param unit symbol of the unit; empty for none
 * @param source what said so, such as {@code kubernetes} or {@code azure-metrics}
 * @param observedAt when it was last seen to be so
 * @param stale whether its source is lost, or the value older than it may be
 */
public record Fact(Object value, String unit, String source, Instant observedAt, boolean stale) {}

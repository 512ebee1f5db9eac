package io.pilothouse.sharedmodel.conformance;

import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;

/**
 * A live resource that a component may be.
 *
 * @param name the platform's own name
 * @param score how sure, from 0 to 1; 1 is a person's word or the exact name
 * @param reason why it may be this one, for a person
 */
public record Candidate(ResourceId resource, String name, double score, Sentence reason) {}

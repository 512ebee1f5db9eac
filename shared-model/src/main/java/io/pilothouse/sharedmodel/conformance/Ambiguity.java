package io.pilothouse.sharedmodel.conformance;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;

/**
 * A component that could be one of several live resources. It stays unbound until a person says
 * which, by a {@code binding} of the blueprint.
 *
 * @param component id of the blueprint's component
 * @param candidates best first, at least two
 * @param question for a person: which of them, and how to say so
 */
public record Ambiguity(String component, List<Candidate> candidates, Sentence question) {
  public Ambiguity {
    candidates = List.copyOf(candidates);
  }
}

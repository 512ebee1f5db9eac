package io.pilothouse.sharedmodel.diagnosis;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Instant;
import java.util.List;

/**
 * One explanation of what is wrong now.
 *
 * @param id stable while the explanation holds: kind and component
 * @param kind what it is, in kebab-case, such as {@code primary-down} or {@code release-crash-loop}
 * @param component id of the component at fault, which need not be the one that suffers
 * @param sentence what is wrong and why, for a person
 * @param evidence what speaks for it, the strongest first; never empty
 * @param affected ids of the components that suffer from it, in the map's order
 * @param remedy what helps, for a person
 * @param certainty how well the evidence carries it
 * @param since when it was first seen, without a break
 */
public record Cause(
    String id,
    String kind,
    String component,
    Sentence sentence,
    List<Evidence> evidence,
    List<String> affected,
    Sentence remedy,
    Certainty certainty,
    Instant since) {
  public Cause {
    if (evidence.isEmpty()) {
      throw new IllegalArgumentException(id + " without evidence");
    }
    evidence = List.copyOf(evidence);
    affected = List.copyOf(affected);
  }

  /**
   * One observation that speaks for a cause.
   *
   * @param sentence what was observed, with its value
   * @param source who observed it
   * @param observedAt when
   */
  public record Evidence(Sentence sentence, String source, Instant observedAt) {}

  /** How well the evidence carries a cause. */
  public enum Certainty {
    /** The platform itself says so. */
    CERTAIN,
    /** Several observations agree and none speaks against it. */
    LIKELY,
    /** It would explain what is seen; something else would too. */
    POSSIBLE
  }
}

package io.pilothouse.sharedmodel.conformance;

import java.util.List;

/**
 * How design and live agree.
 *
 * @param checked how many declared facts were held against the live system
 * @param differences what does not agree, in the order of the blueprint, undeclared ones last
 * @param notChecked what is declared and no source observes
 * @param ambiguities components of which it is not clear what they are
 */
public record Conformance(
    int checked,
    List<Difference> differences,
    List<NotChecked> notChecked,
    List<Ambiguity> ambiguities) {
  private static final Conformance NONE = new Conformance(0, List.of(), List.of(), List.of());

  public Conformance {
    differences = List.copyOf(differences);
    notChecked = List.copyOf(notChecked);
    ambiguities = List.copyOf(ambiguities);
  }

  /** Where there is no document to hold the live system against. */
  public static Conformance none() {
    return NONE;
  }

  /** The differences of one component. */
  public List<Difference> differencesOf(String component) {
    return differences.stream().filter(d -> d.component().equals(component)).toList();
  }
}

package io.pilothouse.blueprints.review;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.net.URI;
import java.util.Comparator;
import java.util.Optional;

/**
 * One thing that is wrong with a design.
 *
 * @param rule id of the rule
 * @param place where the document says so; absent where it says so in no one place
 * @param component id of the component, or a section's name
 * @param name what the document calls it
 * @param title what is wrong
 * @param happens what will happen
 * @param instead what to write instead
 * @param documentation the platform's page
 */
public record Finding(
    String rule,
    Severity severity,
    Optional<Place> place,
    String component,
    String name,
    Sentence title,
    Sentence happens,
    Sentence instead,
    URI documentation)
    implements Comparable<Finding> {
  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::severity)
          .thenComparing(f -> f.place().map(Place::file).orElse(""))
          .thenComparing(f -> f.place().map(Place::line).orElse(0))
          .thenComparing(f -> f.place().map(Place::column).orElse(0))
          .thenComparing(Finding::rule)
          .thenComparing(Finding::component);

  @Override
  public int compareTo(Finding other) {
    return WORST_FIRST.compare(this, other);
  }

  /**
   * Where in a document.
   *
   * @param line from 1
   * @param column from 1; 0 means the whole line
   * @param section the document's own numbering
   */
  public record Place(String file, int line, int column, Optional<String> section) {
    /** The form that editors make a link of. */
    @Override
    public String toString() {
      return file
          + ":"
          + line
          + (column > 0 ? ":" + column : "")
          + section.map(s -> " §" + s).orElse("");
    }
  }
}

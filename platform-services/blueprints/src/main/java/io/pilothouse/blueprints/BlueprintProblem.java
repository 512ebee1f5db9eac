package io.pilothouse.blueprints;

import java.util.Comparator;

/**
 * One thing that is wrong with a blueprint file, with the place to look at.
 *
 * @param file as it was named when it was loaded
 * @param line from 1
 * @param column from 1, in Unicode characters
 * @param path of the value in the document, such as {@code services[1].autoscaling.minReplicas};
 *     empty for the document itself
 * @param expected what should stand there
 * @param found what stands there
 */
public record BlueprintProblem(
    String file, int line, int column, String path, String expected, String found)
    implements Comparable<BlueprintProblem> {
  private static final Comparator<BlueprintProblem> IN_READING_ORDER =
      Comparator.comparing(BlueprintProblem::file)
          .thenComparingInt(BlueprintProblem::line)
          .thenComparingInt(BlueprintProblem::column)
          .thenComparing(BlueprintProblem::path)
          .thenComparing(BlueprintProblem::expected);

  @Override
  public int compareTo(BlueprintProblem other) {
    return IN_READING_ORDER.compare(this, other);
  }

  /** One line for a terminal, in the form that editors make a link of. */
  @Override
  public String toString() {
    return file
        + ":"
        + line
        + ":"
        + column
        + ": "
        + (path.isEmpty() ? "" : path + ": ")
        + "expected "
        + expected
        + ", found "
        + found;
  }
}

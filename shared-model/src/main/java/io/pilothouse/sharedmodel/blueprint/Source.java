package io.pilothouse.sharedmodel.blueprint;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a document a fact stands. Written as {@code document:line[:column][ §section]}, for
 * example {@code tripgen:1:2034 §3.1.2}. Lines and columns count from 1, columns in Unicode
 * characters; column 0 means the whole line.
 *
 * @param document id of a {@link Document} of the same blueprint
 * @param section the document's own numbering of its section, where it has one
 */
public record Source(String document, int line, int column, Optional<String> section) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<document>[^:\\s]+):(?<line>\\d+)(:(?<column>\\d+))?(\\s+§(?<section>.+))?");

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException if the text is not of that form; the message shows the form
   */
  @JsonCreator
  public static Source parse(String text) {
    Matcher m = FORM.matcher(text.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "expected document:line[:column] [§section], such as tripgen:1:2034 §3.1.2, found \""
              + text
              + "\"");
    }
    String column = m.group("column");
    return new Source(
        m.group("document"),
        Integer.parseInt(m.group("line")),
        column == null ? 0 : Integer.parseInt(column),
        Optional.ofNullable(m.group("section")));
  }

  @JsonValue
  @Override
  public String toString() {
    return document
        + ":"
        + line
        + (column > 0 ? ":" + column : "")
        + section.map(s -> " §" + s).orElse("");
  }
}

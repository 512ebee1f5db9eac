package io.pilothouse.blueprints.markdown;

import io.pilothouse.blueprints.text.Place;
import io.pilothouse.blueprints.text.Span;
import java.util.List;
import java.util.Optional;

/** One part of a Markdown document, in reading order. */
public sealed interface Block {
  /** Where it begins. */
  Place place();

  /** A heading. @param level from 1 @param number such as {@code 3.1.2} */
  record Heading(int level, Optional<String> number, String title, Place place) implements Block {}

  /** A line that names what follows it, such as a bold one before a table. */
  record Caption(String text, Place place) implements Block {}

  /**
   * A table. Rows have as many cells as there are columns.
   *
   * @param separated false where the columns run into each other: each row is then one cell
   */
  record Table(List<Cell> columns, List<List<Cell>> rows, boolean separated, Place place)
      implements Block {
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** A cell without markup. */
  record Cell(String text, Place place) {}

  /** YAML, fenced or not. */
  record Fragment(Fields fields, Place place) implements Block {}

  /** An item of a list. @param key what stands before a colon */
  record Bullet(Optional<String> key, String text, Place place) implements Block {}

  /** Running text of one line. */
  record Sentence(String text, Place place) implements Block {}

  /** A fenced block of another language. @param language as the fence names it */
  record Code(String language, Span text, Place place) implements Block {}
}

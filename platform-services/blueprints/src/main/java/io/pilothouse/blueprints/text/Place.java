package io.pilothouse.blueprints.text;

import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.Optional;

/**
 * A position in a document. Line and column count from 1, columns in Unicode characters.
 *
 * @param document id of the document
 */
public record Place(String document, int line, int column) {
  /** The place as a blueprint writes it. */
  public Source source(Optional<String> section) {
    return new Source(document, line, column, section);
  }

  @Override
  public String toString() {
    return document + ":" + line + ":" + column;
  }
}

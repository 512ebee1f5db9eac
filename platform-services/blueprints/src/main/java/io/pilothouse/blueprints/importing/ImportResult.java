package io.pilothouse.blueprints.importing;

import io.pilothouse.blueprints.text.Note;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.List;
import java.util.Optional;

/**
 * What came of an import.
 *
 * @param blueprint absent where no file could be read at all
 * @param notes everything that there is to say, in reading order
 * @param typed values of Markdown documents that got a field of their own
 * @param kept values that were kept in the document's own words
 */
public record ImportResult(Optional<Blueprint> blueprint, List<Note> notes, int typed, int kept) {
  public ImportResult {
    notes = notes.stream().sorted().distinct().toList();
  }

  /** Notes of one kind. */
  public List<Note> notes(Note.Kind kind) {
    return notes.stream().filter(n -> n.kind() == kind).toList();
  }
}

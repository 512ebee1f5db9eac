package io.pilothouse.blueprints.patching;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.importing.BlueprintWriter;
import io.pilothouse.blueprints.importing.Dialect;
import io.pilothouse.blueprints.importing.ImportRequest;
import io.pilothouse.blueprints.patching.DocumentPatch.Result;
import io.pilothouse.blueprints.patching.Reading.Outcome;
import io.pilothouse.blueprints.text.SourceText;
import io.pilothouse.blueprints.text.TextReader;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.Optional;

/**
 * Makes a patch of a difference that the team accepts: what runs becomes what the document says.
 * Works on drawings, Markdown and blueprints alike: it edits, reads the document again, and lets an
 * edit stand only if the document then says the live value and nothing else less or otherwise. So
 * it refuses rather than guesses. Immutable; any thread.
 */
public final class DocumentPatcher {
  private final Blueprint blueprint;
  private final Dictionary dictionary;

  /**
   * For the documents of a blueprint.
   *
   * @param blueprint what the differences were found against
   * @param dictionary the words that the team uses
   */
  public DocumentPatcher(Blueprint blueprint, Dictionary dictionary) {
    this.blueprint = blueprint;
    this.dictionary = dictionary;
  }

  /**
   * The patch of a document.
   *
   * @param file the document's name, for what is shown
   * @param bytes the document as it is
   */
  public Result patch(String file, byte[] bytes, Difference difference) {
    if (!(TextReader.decode("document", file, bytes) instanceof TextReader.Result.Text read)) {
      return refused("patch.unreadable", file);
    }
    DocumentBytes document = DocumentBytes.of(bytes);
    EditedText text = document.text();
    Dialect dialect = Dialect.of(new SourceText("document", file, text.text()));
    if (text.size() != read.text().lineCount()) {
      return refused("patch.unreadable", file);
    }
    var reading = new Reading(file, dialect, request());
    Optional<Outcome> before = reading.read(text.text());
    if (before.isEmpty()) {
      return refused("patch.unreadable", file);
    }
    var amendment = new Amendment(reading, dialect, dictionary, before.get());
    Amendment.Made made =
        amendment.make(text, inWordsOf(before.get().tree(), difference), difference);
    return switch (made) {
      case Amendment.Made.Refused no -> new Result.Refused(no.why());
      case Amendment.Made.Edited yes ->
          document
              .with(yes.text())
              .<Result>map(after ->
                  new Result.Found(new DocumentPatch(file, bytes.clone(), after, yes.text())))
              .orElseGet(() -> refused("patch.encoding", file));
    };
  }

  private ImportRequest request() {
    String environment =
        dictionary.environment(blueprint.environment()).orElse(blueprint.environment());
    return new ImportRequest(blueprint.system(), environment, dictionary, Optional.empty());
  }

  /** The difference with the component's id as an import of this one document gives it. */
  private Wish inWordsOf(ObjectNode tree, Difference difference) {
    String component =
        Counterpart.of(BlueprintWriter.tree(blueprint), tree, difference.component())
            .orElse(difference.component());
    return Wish.of(component, difference);
  }

  private static Result refused(String key, Object... arguments) {
    return new Result.Refused(Sentence.of(key, arguments));
  }
}

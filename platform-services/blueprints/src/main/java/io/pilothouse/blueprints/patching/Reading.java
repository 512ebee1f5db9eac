package io.pilothouse.blueprints.patching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.blueprints.importing.BlueprintImporter;
import io.pilothouse.blueprints.importing.BlueprintWriter;
import io.pilothouse.blueprints.importing.Dialect;
import io.pilothouse.blueprints.importing.ImportRequest;
import io.pilothouse.blueprints.importing.ImportResult;
import io.pilothouse.blueprints.text.Note;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.SourceText;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a document again after an edit, to see what the edit made it say. */
final class Reading {
  private static final String DOCUMENT = "document";

  private final String file;
  private final Dialect dialect;
  private final ImportRequest request;
  private final BlueprintLoader loader = new BlueprintLoader();

  Reading(String file, Dialect dialect, ImportRequest request) {
    this.file = file;
    this.dialect = dialect;
    this.request = request;
  }

  /**
   * What a text says.
   *
   * @param tree the blueprint without what is absent
   * @param leaves its values by path
   */
  record Outcome(ObjectNode tree, Map<String, String> leaves, List<Note> notes) {
    long count(Kind kind) {
      return notes.stream().filter(n -> n.kind() == kind).count();
    }

    /** Places that say something of a value, the most special first. */
    List<Source> places(String component, String field) {
      var places = new ArrayList<String>();
      JsonNode sources = tree.path("sources");
      Optional<ObjectNode> owner = FieldValue.owner(tree, component);
      String path = field;
      while (true) {
        places.add(sources.path(path.isEmpty() ? component : component + "." + path).asText());
        String at = path;
        owner.ifPresent(o -> places.add(FieldValue.at(o, at).path("source").asText()));
        if (path.isEmpty()) {
          break;
        }
        path = path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
      }
      return places.stream().filter(p -> !p.isEmpty()).distinct().map(Source::parse).toList();
    }

    /** Whether a value stands only because no document says one. */
    boolean assumed(String component, String field) {
      for (JsonNode statement : tree.path("statements").path("assumed")) {
        if (statement.path("key").asText().equals(component + "." + field)) {
          return true;
        }
      }
      return false;
    }

    boolean isList(String component, String field) {
      return FieldValue.owner(tree, component)
          .map(o -> FieldValue.at(o, field).isArray())
          .orElse(false);
    }

    Optional<String> value(String component, String field) {
      return FieldValue.owner(tree, component)
          .map(o -> FieldValue.at(o, field))
          .filter(v -> !v.isMissingNode() && !v.isNull())
          .map(FieldValue::written);
    }
  }

  /** What the text says; empty where no blueprint can be made of it. */
  Optional<Outcome> read(String text) {
    if (dialect == Dialect.BLUEPRINT) {
      return switch (loader.load(file, text)) {
        case BlueprintResult.Loaded loaded -> Optional.of(outcome(loaded.blueprint(), List.of()));
        case BlueprintResult.Invalid invalid -> Optional.empty();
      };
    }
    ImportResult result =
        BlueprintImporter.importAll(List.of(new SourceText(DOCUMENT, file, text)), request);
    return result.blueprint().map(b -> outcome(b, result.notes()));
  }

  private static Outcome outcome(Blueprint blueprint, List<Note> notes) {
    ObjectNode tree = BlueprintWriter.tree(blueprint);
    return new Outcome(tree, FieldValue.leaves(tree), notes);
  }
}

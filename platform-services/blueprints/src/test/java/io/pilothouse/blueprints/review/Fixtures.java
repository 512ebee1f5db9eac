package io.pilothouse.blueprints.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Designs to try rules on: {@code review/base.yaml}, over which a rule's {@code triggers.yaml} or
 * {@code silent.yaml} is merged. Objects are merged by field, lists of things with ids by id, all
 * else is replaced; null takes away.
 */
final class Fixtures {
  /** The day on which all fixtures are read. */
  static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  static final Path FOLDER = Path.of("src/test/resources/io/pilothouse/blueprints/review");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final BlueprintLoader LOADER = new BlueprintLoader();

  private Fixtures() {}

  static Blueprint triggers(ReviewRule rule) {
    return merged(FOLDER.resolve(rule.about().id()).resolve("triggers.yaml"));
  }

  static Blueprint silent(ReviewRule rule) {
    return merged(FOLDER.resolve(rule.about().id()).resolve("silent.yaml"));
  }

  /** Names of the folders with fixtures. */
  static List<String> folders() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(Files::isDirectory)
          .map(f -> String.valueOf(f.getFileName()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The trigger of {@code single-replica}, in which one value, {@code owner.field}, is assumed. */
  static Blueprint assumed(String value) {
    Path fixture = FOLDER.resolve("single-replica").resolve("triggers.yaml");
    JsonNode tree = over(read(FOLDER.resolve("base.yaml")), read(fixture));
    ((ObjectNode) tree)
        .putObject("statements")
        .putArray("assumed")
        .addObject()
        .put("key", value)
        .put("value", 1);
    return blueprint(fixture, tree);
  }

  private static Blueprint merged(Path fixture) {
    return blueprint(fixture, over(read(FOLDER.resolve("base.yaml")), read(fixture)));
  }

  private static Blueprint blueprint(Path fixture, JsonNode tree) {
    return switch (LOADER.load(fixture.toString(), tree)) {
      case BlueprintResult.Loaded loaded -> loaded.blueprint();
      case BlueprintResult.Invalid invalid -> throw new AssertionError(invalid.report());
    };
  }

  private static JsonNode read(Path file) {
    try {
      return YAML.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode over(JsonNode base, JsonNode change) {
    if (base instanceof ObjectNode object && change instanceof ObjectNode changes) {
      changes
          .properties()
          .forEach(field -> {
            JsonNode old = object.path(field.getKey());
            if (field.getValue().isNull()) {
              object.remove(field.getKey());
            } else {
              object.set(field.getKey(), over(old, field.getValue()));
            }
          });
      return object;
    }
    if (base instanceof ArrayNode list && change instanceof ArrayNode changes && named(changes)) {
      for (JsonNode item : changes) {
        int at = indexOf(list, item.path("id").asText());
        if (at < 0) {
          list.add(item);
        } else {
          list.set(at, over(list.get(at), item));
        }
      }
      return list;
    }
    return change;
  }

  private static boolean named(ArrayNode list) {
    return !list.isEmpty() && list.get(0).has("id");
  }

  private static int indexOf(ArrayNode list, String id) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path("id").asText().equals(id)) {
        return i;
      }
    }
    return -1;
  }
}

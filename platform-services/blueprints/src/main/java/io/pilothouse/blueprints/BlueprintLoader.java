package io.pilothouse.blueprints;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads a blueprint from YAML: bounded reading, then the JSON Schema, then the typed records, then
 * what no schema can say. Never throws for what a file holds: all of its problems come back at
 * once, each with its place. Problems of meaning are looked for once the form is right.
 *
 * <p>Safe for use by many threads.
 */
public final class BlueprintLoader {
  private static final String SCHEMA = "blueprint.schema.json";

  /** Made once: what these learn of the records and the schema costs more than a whole load. */
  private static final class Shared {
    static final JsonMapper MAPPER = mapper();
    static final SchemaCheck SCHEMA = new SchemaCheck(readSchema());
  }

  /** Loads a file. A file that cannot be read is an invalid blueprint that says why. */
  public BlueprintResult load(Path file) {
    String name = file.toString();
    try {
      if (Files.isDirectory(file)) {
        return unreadable(name, "a folder");
      }
      long size = Files.size(file);
      if (size > 4L * YamlReader.MAXIMUM_CHARACTERS) {
        return unreadable(name, "a file of " + size + " bytes, too large for a blueprint");
      }
      byte[] bytes = Files.readAllBytes(file);
      return load(
          name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (NoSuchFileException e) {
      return unreadable(name, "no such file");
    } catch (CharacterCodingException e) {
      return unreadable(name, "bytes that are not UTF-8 text");
    } catch (IOException e) {
      return unreadable(name, Optional.ofNullable(e.getMessage()).orElse("an unreadable file"));
    }
  }

  /** Loads a text. @param file the name that problems carry */
  public BlueprintResult load(String file, String yaml) {
    return load(YamlReader.read(file, yaml));
  }

  /** Loads a tree that was made in memory; its problems have paths, and no lines. */
  public BlueprintResult load(String file, JsonNode tree) {
    return load(new YamlDocument(file, tree, Map.of(), Map.of(), List.of()));
  }

  private BlueprintResult load(YamlDocument document) {
    List<BlueprintProblem> problems = new ArrayList<>(document.problems());
    if (!document.root().isMissingNode()) {
      problems.addAll(Shared.SCHEMA.check(document));
    }
    if (!problems.isEmpty()) {
      return invalid(problems);
    }
    Blueprint blueprint;
    try {
      blueprint = Shared.MAPPER.treeToValue(document.root(), Blueprint.class);
    } catch (JacksonException e) {
      return invalid(List.of(document.at(path(e), "a value that can be read", reason(e))));
    }
    var meaning = new MeaningCheck(document, blueprint).check();
    return meaning.errors().isEmpty()
        ? new BlueprintResult.Loaded(blueprint, meaning.warnings().stream().sorted().toList())
        : invalid(meaning.errors());
  }

  /** A blueprint as a tree of the format's fields, absent ones as null. */
  public static ObjectNode tree(Blueprint blueprint) {
    return Shared.MAPPER.valueToTree(blueprint);
  }

  /** The mapper between the tree and the records: absent stays absent, enums in lower case. */
  static JsonMapper mapper() {
    return JsonMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(new JavaTimeModule())
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .build();
  }

  /** The JSON Schema (2020-12) of blueprints. */
  static JsonNode readSchema() {
    try (InputStream in = BlueprintLoader.class.getResourceAsStream(SCHEMA)) {
      if (in == null) {
        throw new IllegalStateException(SCHEMA + " is missing from the product's jar");
      }
      return new JsonMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BlueprintResult invalid(List<BlueprintProblem> problems) {
    return new BlueprintResult.Invalid(problems.stream().sorted().distinct().toList());
  }

  private static BlueprintResult unreadable(String file, String found) {
    return new BlueprintResult.Invalid(
        List.of(new BlueprintProblem(file, 1, 1, "", "a readable blueprint file", found)));
  }

  private static YamlPath path(JacksonException e) {
    YamlPath path = YamlPath.ROOT;
    if (e instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        path =
            step.getFieldName() == null
                ? path.item(step.getIndex())
                : path.field(step.getFieldName());
      }
    }
    return path;
  }

  private static String reason(JacksonException e) {
    return Optional.ofNullable(e.getOriginalMessage()).orElse("a value that cannot");
  }
}

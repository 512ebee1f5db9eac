package io.pilothouse.blueprints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.YamlDocument.Place;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML into a located tree. It composes nodes and never constructs objects, so no tag of the
 * text can name a class. Text, depth, aliases and the number of values after aliases are expanded
 * are all bounded: a small file cannot become a large tree.
 */
final class YamlReader {
  /** Largest text, in Unicode characters. A large blueprint has 60,000. */
  static final int MAXIMUM_CHARACTERS = 2_000_000;

  static final int MAXIMUM_DEPTH = 40;
  static final int MAXIMUM_ALIASES = 100;

  /** Values after aliases were expanded. A large blueprint has 5,000. */
  static final int MAXIMUM_VALUES = 100_000;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String file;
  private final Map<YamlPath, Place> places = new HashMap<>();
  private final Map<YamlPath, Place> keys = new HashMap<>();
  private final List<BlueprintProblem> problems = new ArrayList<>();
  private int values;

  private YamlReader(String file) {
    this.file = file;
  }

  static YamlDocument read(String file, String text) {
    if (text.length() > MAXIMUM_CHARACTERS) {
      return YamlDocument.unreadable(
          file,
          1,
          1,
          "at most " + MAXIMUM_CHARACTERS + " characters",
          text.length() + " characters");
    }
    Optional<Node> node;
    try {
      node = Optional.ofNullable(yaml().compose(new StringReader(text)));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      return YamlDocument.unreadable(
          file,
          mark == null ? 1 : mark.getLine() + 1,
          mark == null ? 1 : mark.getColumn() + 1,
          "YAML",
          Optional.ofNullable(e.getProblem()).orElse("text that is not YAML"));
    } catch (YAMLException e) {
      return YamlDocument.unreadable(
          file,
          1,
          1,
          "YAML within the limits of "
              + MAXIMUM_DEPTH
              + " levels and "
              + MAXIMUM_ALIASES
              + " aliases",
          firstLine(e));
    }
    return node.map(n -> new YamlReader(file).located(n))
        .orElseGet(() -> YamlDocument.unreadable(file, 1, 1, "a blueprint", "an empty document"));
  }

  private static Yaml yaml() {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAXIMUM_CHARACTERS);
    options.setNestingDepthLimit(MAXIMUM_DEPTH);
    options.setMaxAliasesForCollections(MAXIMUM_ALIASES);
    options.setAllowRecursiveKeys(false);
    return new Yaml(new SafeConstructor(options));
  }

  private static String firstLine(YAMLException e) {
    return Optional.ofNullable(e.getMessage())
        .map(m -> m.lines().findFirst().orElse(m))
        .orElse("text that cannot be read");
  }

  private YamlDocument located(Node node) {
    JsonNode root = convert(node, YamlPath.ROOT, 0);
    return new YamlDocument(file, root, places, keys, problems);
  }

  private JsonNode convert(Node node, YamlPath path, int depth) {
    places.put(path, place(node));
    values++;
    if (values > MAXIMUM_VALUES || depth > MAXIMUM_DEPTH) {
      if (problems.stream().noneMatch(p -> p.expected().startsWith("at most"))) {
        report(
            node,
            path,
            "at most " + MAXIMUM_VALUES + " values, " + MAXIMUM_DEPTH + " deep",
            "aliases that expand to more");
      }
      return JSON.nullNode();
    }
    return switch (node) {
      case MappingNode mapping -> object(mapping, path, depth);
      case SequenceNode sequence -> array(sequence, path, depth);
      case ScalarNode scalar -> scalar(scalar, path);
      default -> JSON.nullNode();
    };
  }

  private ObjectNode object(MappingNode mapping, YamlPath path, int depth) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        report(tuple.getKeyNode(), path, "a field name", "a collection used as a name");
        continue;
      }
      String name = key.getValue();
      YamlPath child = path.field(name);
      if (object.has(name)) {
        report(key, child, "each field once", "\"" + name + "\" again");
        continue;
      }
      keys.put(child, place(key));
      object.set(name, convert(tuple.getValueNode(), child, depth + 1));
    }
    return object;
  }

  private ArrayNode array(SequenceNode sequence, YamlPath path, int depth) {
    ArrayNode array = JSON.arrayNode();
    int index = 0;
    for (Node item : sequence.getValue()) {
      array.add(convert(item, path.item(index++), depth + 1));
    }
    return array;
  }

  private JsonNode scalar(ScalarNode scalar, YamlPath path) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.STR) || tag.equals(Tag.TIMESTAMP)) {
      return JSON.textNode(text);
    }
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return switch (text) {
        case "true", "True", "TRUE" -> JSON.booleanNode(true);
        case "false", "False", "FALSE" -> JSON.booleanNode(false);
        // yes, no, on and off are words here, as in YAML 1.2.
        default -> JSON.textNode(text);
      };
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(text);
    }
    report(scalar, path, "plain YAML", "the tag " + tag.getValue());
    return JSON.nullNode();
  }

  /** Decimal numbers only, as in YAML 1.2: 0x1F, 010, 1_000 and 12:30 are text. */
  private static JsonNode number(String text) {
    if (text.matches("[-+]?(0|[1-9]\\d{0,30})")) {
      var value = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
      return value.bitLength() < 32
          ? JSON.numberNode(value.intValue())
          : value.bitLength() < 64 ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
    }
    if (text.matches("[-+]?(\\d{1,30}\\.\\d{0,30}|\\.\\d{1,30}|\\d{1,30})([eE][-+]?\\d{1,2})?")
        && !text.matches("[-+]?0\\d+")) {
      return JSON.numberNode(new BigDecimal(text).doubleValue());
    }
    return JSON.textNode(text);
  }

  private void report(Node node, YamlPath path, String expected, String found) {
    Place place = place(node);
    problems.add(
        new BlueprintProblem(file, place.line(), place.column(), path.text(), expected, found));
  }

  private static Place place(Node node) {
    Mark mark = node.getStartMark();
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }
}

package io.pilothouse.blueprints.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.io.UncheckedIOException;

/**
 * Writes a blueprint as YAML, in the order of the format's fields. What is absent or empty is left
 * out. Writing what {@link BlueprintLoader} read gives the same text again.
 */
public final class BlueprintWriter {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .stringQuotingChecker(new MergeKeys())
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .build());

  private BlueprintWriter() {}

  /** Quotes {@code <<} too, which plain would be an order to merge. */
  private static final class MergeKeys extends StringQuotingChecker.Default {
    @java.io.Serial private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteName(String name) {
      return name.equals("<<") || super.needToQuoteName(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
      return value.equals("<<") || super.needToQuoteValue(value);
    }
  }

  /** The blueprint as YAML. */
  public static String write(Blueprint blueprint) {
    return yaml(tree(blueprint));
  }

  /** The blueprint as a tree without what is absent. */
  public static ObjectNode tree(Blueprint blueprint) {
    return pruned(BlueprintLoader.tree(blueprint));
  }

  static String yaml(ObjectNode tree) {
    try {
      return YAML.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode pruned(ObjectNode node) {
    ObjectNode kept = Draft.JSON.objectNode();
    node.properties()
        .forEach(field -> {
          JsonNode value = pruned(field.getValue());
          boolean required = field.getKey().equals("objectives");
          if (required || !(value.isNull() || (value.isContainerNode() && value.isEmpty()))) {
            kept.set(field.getKey(), value);
          }
        });
    return kept;
  }

  private static JsonNode pruned(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return pruned(object);
    }
    if (value instanceof ArrayNode array) {
      ArrayNode kept = Draft.JSON.arrayNode();
      array.forEach(e -> kept.add(pruned(e)));
      return kept;
    }
    return value;
  }
}

package io.pilothouse.blueprints;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the ids of components stand in a document that follows the schema. */
final class ComponentPaths {
  /** Sections whose ids are of another space than the components'. */
  private static final Set<String> OTHERS =
      Set.of("documents", "alertRules", "statements", "sources", "properties");

  private final Map<YamlPath, String> texts = new HashMap<>();
  private final List<YamlPath> ids = new ArrayList<>();

  ComponentPaths(JsonNode root) {
    visit(root, YamlPath.ROOT);
  }

  /** Paths of all component ids, in reading order. */
  List<YamlPath> ids() {
    return List.copyOf(ids);
  }

  /** The id at one of those paths. */
  String text(YamlPath path) {
    return texts.getOrDefault(path, "");
  }

  private void visit(JsonNode node, YamlPath path) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        visit(node.get(i), path.item(i));
      }
    }
    for (var field : node.properties()) {
      YamlPath child = path.field(field.getKey());
      if (field.getKey().equals("id") && field.getValue().isTextual()) {
        ids.add(child);
        texts.put(child, field.getValue().asText());
      } else if (!OTHERS.contains(field.getKey())) {
        visit(field.getValue(), child);
      }
    }
  }
}

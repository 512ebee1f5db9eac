package io.pilothouse.localtwin.kubernetes.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import java.util.Locale;

/** CustomResourceDefinitions: named after what they define, and cleaned up before they go. */
final class DefinitionStrategy implements ResourceStrategy {

  @Override
  public void setDefaults(ObjectNode tree) {
    ObjectNode names = Json.child(Json.child(tree, "spec"), "names");
    String kind = names.path("kind").asText();
    Json.setDefault(names, "singular", kind.toLowerCase(Locale.ROOT));
    Json.setDefault(names, "listKind", kind + "List");
  }

  @Override
  public void prepareForCreate(ObjectNode tree) {
    Json.children(Json.child(tree, "metadata"), "finalizers")
        .add(BuiltInResources.DEFINITION_CLEANUP);
  }

  @Override
  public void validate(ResourceType type, ObjectNode tree) {
    String name = tree.path("metadata").path("name").asText();
    var spec = tree.path("spec");
    String expected =
        spec.path("names").path("plural").asText() + "." + spec.path("group").asText();
    if (!name.equals(expected)) {
      throw type.invalid(
          name,
          "metadata.name",
          "Invalid value: \"" + name + "\": must be spec.names.plural+\".\"+spec.group");
    }
    long stored = 0;
    for (var version : spec.path("versions")) {
      stored += version.path("storage").asBoolean() ? 1 : 0;
    }
    if (stored != 1) {
      throw type.invalid(
          name,
          "spec.versions",
          "Invalid value: must have exactly one version marked as storage version");
    }
  }
}

package io.pilothouse.localtwin.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.Quantity;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The checks on a pod's spec, alone or in a template. */
final class PodValidation {

  private PodValidation() {}

  static void validate(ResourceType type, String name, String path, JsonNode podSpec) {
    JsonNode containers = podSpec.path("containers");
    if (containers.isEmpty()) {
      throw type.invalid(name, path + ".containers", "Required value");
    }
    Set<String> names = new HashSet<>();
    int index = 0;
    for (ObjectNode container : Json.objects(containers)) {
      String at = path + ".containers[" + index++ + "]";
      String containerName = container.path("name").asText();
      if (containerName.isEmpty()) {
        throw type.invalid(name, at + ".name", "Required value");
      }
      if (!names.add(containerName)) {
        throw type.invalid(name, at + ".name", "Duplicate value: \"" + containerName + "\"");
      }
      if (container.path("image").asText().isEmpty()) {
        throw type.invalid(name, at + ".image", "Required value");
      }
      resources(type, name, at + ".resources", container.path("resources"));
    }
  }

  private static void resources(ResourceType type, String name, String at, JsonNode resources) {
    for (String part : new String[] {"requests", "limits"}) {
      for (Map.Entry<String, JsonNode> entry : resources.path(part).properties()) {
        quantity(type, name, at + "." + part + "." + entry.getKey(), entry.getValue());
      }
    }
    for (Map.Entry<String, JsonNode> request : resources.path("requests").properties()) {
      JsonNode limit = resources.path("limits").path(request.getKey());
      if (!limit.isMissingNode()
          && Quantity.of(request.getValue()).value().compareTo(Quantity.of(limit).value()) > 0) {
        throw type.invalid(
            name,
            at + ".requests",
            "Invalid value: \""
                + request.getValue().asText()
                + "\": must be less than or equal to "
                + request.getKey()
                + " limit of "
                + limit.asText());
      }
    }
  }

  private static void quantity(ResourceType type, String name, String at, JsonNode value) {
    try {
      Quantity.of(value);
    } catch (IllegalArgumentException malformed) {
      throw type.invalid(
          name, at, "Invalid value: \"" + value.asText() + "\": " + malformed.getMessage());
    }
  }
}

package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;

/**
 * What a deployment would change of a resource, in the shape of resource manager's what-if. Only
 * what the template says is compared: what Azure adds by itself is no change. Pure.
 */
final class WhatIf {
  /** What is told to Azure and never told back. */
  static final Set<String> WRITE_ONLY =
      Set.of(
          "administratorLoginPassword",
          "adminPassword",
          "createMode",
          "sourceServerResourceId",
          "pointInTimeUTC");

  /** What it says of a resource that the template does not name. */
  static ObjectNode ignored(JsonNode live) {
    ObjectNode change =
        Arm.object().put("resourceId", live.path("id").asText()).put("changeType", "Ignore");
    change.set("before", live.deepCopy());
    change.set("after", live.deepCopy());
    return change;
  }

  private WhatIf() {}

  /** A resource that is not there. */
  static ObjectNode created(TemplateResource resource, ObjectNode body) {
    ObjectNode change = Arm.object().put("resourceId", resource.id()).put("changeType", "Create");
    change.set("after", shown(resource, body));
    return change;
  }

  /** A resource that is there: NoChange or Modify with the differences. */
  static ObjectNode compared(TemplateResource resource, ObjectNode body, JsonNode live) {
    ArrayNode delta = Arm.array();
    differences("", body, live, delta);
    ObjectNode change =
        Arm.object()
            .put("resourceId", resource.id())
            .put("changeType", delta.isEmpty() ? "NoChange" : "Modify");
    change.set("before", live.deepCopy());
    change.set("after", shown(resource, body));
    if (!delta.isEmpty()) {
      change.set("delta", delta);
    }
    return change;
  }

  private static ObjectNode shown(TemplateResource resource, ObjectNode body) {
    String name = resource.name().substring(resource.name().lastIndexOf('/') + 1);
    ObjectNode after =
        Arm.object()
            .put("apiVersion", resource.apiVersion())
            .put("id", resource.id())
            .put("name", name)
            .put("type", resource.type());
    body.properties().forEach(f -> after.set(f.getKey(), withoutSecrets(f.getValue())));
    return after;
  }

  private static JsonNode withoutSecrets(JsonNode value) {
    if (!(value instanceof ObjectNode object)) {
      return value;
    }
    ObjectNode shown = Arm.object();
    object
        .properties()
        .forEach(f -> {
          boolean secret = f.getKey().toLowerCase(Locale.ROOT).contains("password");
          shown.set(
              f.getKey(), secret ? Arm.object().textNode("*****") : withoutSecrets(f.getValue()));
        });
    return shown;
  }

  private static void differences(String path, ObjectNode wanted, JsonNode live, ArrayNode delta) {
    for (var field : wanted.properties()) {
      if (WRITE_ONLY.contains(field.getKey())) {
        continue;
      }
      String here = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      JsonNode value = field.getValue();
      JsonNode present = live.path(field.getKey());
      if (value instanceof ObjectNode object && present.isObject()) {
        differences(here, object, present, delta);
      } else if (value instanceof ArrayNode array && present instanceof ArrayNode there) {
        array(here, array, there, delta);
      } else if (!same(field.getKey(), value, present) && !nothing(value, present)) {
        delta.add(changed(here, value, present));
      }
    }
  }

  /** Elements are held against each other by their names, else by their places. */
  private static void array(String path, ArrayNode wanted, ArrayNode live, ArrayNode delta) {
    ArrayNode inside = Arm.array();
    for (int i = 0; i < wanted.size(); i++) {
      JsonNode element = wanted.get(i);
      JsonNode present = counterpart(element, i, live);
      if (element instanceof ObjectNode object && present.isObject()) {
        ArrayNode fields = Arm.array();
        differences("", object, present, fields);
        if (!fields.isEmpty()) {
          ObjectNode modified =
              Arm.object().put("path", String.valueOf(i)).put("propertyChangeType", "Modify");
          modified.set("children", fields);
          inside.add(modified);
        }
      } else if (!same("", element, present)) {
        inside.add(changed(String.valueOf(i), element, present));
      }
    }
    for (int i = 0; i < live.size(); i++) {
      if (counterpart(live.get(i), i, wanted).isMissingNode()) {
        ObjectNode gone =
            Arm.object().put("path", String.valueOf(i)).put("propertyChangeType", "Delete");
        gone.set("before", live.get(i));
        inside.add(gone);
      }
    }
    if (!inside.isEmpty()) {
      ObjectNode change = Arm.object().put("path", path).put("propertyChangeType", "Array");
      change.set("children", inside);
      delta.add(change);
    }
  }

  private static JsonNode counterpart(JsonNode element, int index, ArrayNode others) {
    if (!element.path("name").isTextual()) {
      return others.path(index);
    }
    String name = element.path("name").asText();
    for (JsonNode other : others) {
      if (other.path("name").asText().equalsIgnoreCase(name)) {
        return other;
      }
    }
    return Arm.object().path("absent");
  }

  private static ObjectNode changed(String path, JsonNode wanted, JsonNode live) {
    ObjectNode change =
        Arm.object()
            .put("path", path)
            .put("propertyChangeType", live.isMissingNode() ? "Create" : "Modify");
    if (!live.isMissingNode()) {
      change.set("before", live.deepCopy());
    }
    change.set("after", wanted.deepCopy());
    return change;
  }

  private static boolean nothing(JsonNode wanted, JsonNode live) {
    return live.isMissingNode()
        && (wanted.isNull() || (wanted.isContainerNode() && wanted.isEmpty()));
  }

  static boolean same(String field, JsonNode wanted, JsonNode live) {
    if (live.isMissingNode()) {
      return false;
    }
    if (wanted.isNumber() && live.isNumber()) {
      return wanted.decimalValue().compareTo(live.decimalValue()) == 0;
    }
    if (!wanted.isTextual() || !live.isTextual()) {
      return wanted.equals(live);
    }
    String one = wanted.asText();
    String other = live.asText();
    return one.equals(other)
        || (field.equals("location") && region(one).equals(region(other)))
        || (one.startsWith("/subscriptions/") && one.equalsIgnoreCase(other));
  }

  private static String region(String name) {
    return name.replace(" ", "").toLowerCase(Locale.ROOT);
  }
}

package io.pilothouse.localtwin.kubernetes.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * The conditions of a status: found by type; the transition time moves only when the verdict does.
 */
public final class Conditions {

  private Conditions() {}

  public static JsonNode find(JsonNode status, String type) {
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return MissingNode.getInstance();
  }

  public static boolean isTrue(JsonNode status, String type) {
    return find(status, type).path("status").asText().equals("True");
  }

  /**
   * Sets type, status, reason and message; returns the condition so that callers add their own
   * times.
   */
  public static ObjectNode set(
      ObjectNode status, String type, String verdict, String reason, String message, Instant now) {
    ArrayNode conditions = Json.children(status, "conditions");
    ObjectNode condition =
        find(status, type) instanceof ObjectNode existing ? existing : conditions.addObject();
    if (!condition.path("status").asText().equals(verdict)) {
      condition.put("lastTransitionTime", Timestamps.seconds(now));
    }
    condition.put("type", type);
    condition.put("status", verdict);
    put(condition, "reason", reason);
    put(condition, "message", message);
    return condition;
  }

  public static void remove(ObjectNode status, String type) {
    ArrayNode conditions = Json.children(status, "conditions");
    for (int i = conditions.size() - 1; i >= 0; i--) {
      if (conditions.get(i).path("type").asText().equals(type)) {
        conditions.remove(i);
      }
    }
  }

  private static void put(ObjectNode condition, String field, String text) {
    if (text.isEmpty()) {
      condition.remove(field);
    } else {
      condition.put(field, text);
    }
  }
}

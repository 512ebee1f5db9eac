package io.pilothouse.localtwin.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Server-side apply among managers that apply: a manager's configuration is merged, what it no
 * longer names is removed, and a field that another applier set to something else is a conflict
 * unless forced. Fields written by plain updates are nobody's here, so they never conflict.
 */
public record ServerSideApply(String manager, boolean force, ObjectNode configuration) {

  /**
   * The object's next tree with its managers recorded.
   *
   * @throws ApiFailure conflict
   */
  public ObjectNode apply(ObjectNode live, Instant now) {
    ObjectNode wanted = FieldOwnership.of(configuration);
    ObjectNode previous = Json.object();
    List<ObjectNode> others = new ArrayList<>();
    Map<String, List<String>> conflicts = new TreeMap<>();
    for (ObjectNode entry : Json.objects(live.path("metadata").path("managedFields"))) {
      if (!(entry.get("fieldsV1") instanceof ObjectNode fields)) {
        continue;
      }
      String owner = entry.path("manager").asText();
      if (owner.equals(manager)) {
        previous = fields;
      } else {
        others.add(fields);
        List<String> disputed = disputed(wanted, fields, live);
        if (!disputed.isEmpty()) {
          conflicts.put(owner, disputed);
        }
      }
    }
    if (!conflicts.isEmpty() && !force) {
      throw ApiFailure.applyConflict(describe(conflicts));
    }
    ObjectNode config = configuration.deepCopy();
    if (config.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(List.of("managedFields", "creationTimestamp"));
    }
    ObjectNode next = StrategicMergePatch.apply(live, config);
    FieldOwnership.removeAbandoned(next, previous, wanted, others);
    record(next, wanted, conflicts.isEmpty() ? List.of() : List.copyOf(conflicts.keySet()), now);
    return next;
  }

  private List<String> disputed(ObjectNode wanted, ObjectNode theirs, ObjectNode live) {
    Map<String, JsonNode> mine = FieldOwnership.leaves(wanted, configuration);
    List<String> disputed = new ArrayList<>();
    FieldOwnership.leaves(theirs, live)
        .forEach((path, value) -> {
          JsonNode mineHere = mine.get(path);
          if (mineHere != null && !mineHere.equals(value)) {
            disputed.add(path);
          }
        });
    return disputed;
  }

  private static String describe(Map<String, List<String>> conflicts) {
    int count = conflicts.values().stream().mapToInt(List::size).sum();
    StringBuilder text =
        new StringBuilder("Apply failed with " + count + " conflict" + (count == 1 ? ":" : "s:"));
    conflicts.forEach((owner, paths) -> {
      text.append(" conflicts with \"").append(owner).append("\":");
      paths.forEach(path -> text.append("\n- ").append(path));
    });
    return text.toString();
  }

  private void record(ObjectNode next, ObjectNode wanted, List<String> overruled, Instant now) {
    ObjectNode metadata = Json.child(next, "metadata");
    ArrayNode kept = Json.array();
    for (ObjectNode entry : Json.objects(metadata.path("managedFields"))) {
      String owner = entry.path("manager").asText();
      if (!owner.equals(manager)) {
        if (overruled.contains(owner) && entry.get("fieldsV1") instanceof ObjectNode fields) {
          subtract(fields, wanted);
        }
        kept.add(entry);
      }
    }
    ObjectNode mine = kept.addObject();
    mine.put("manager", manager);
    mine.put("operation", "Apply");
    mine.put("apiVersion", configuration.path("apiVersion").asText());
    mine.put("time", Timestamps.seconds(now));
    mine.put("fieldsType", "FieldsV1");
    mine.set("fieldsV1", wanted);
    metadata.set("managedFields", kept);
  }

  private static void subtract(ObjectNode fields, JsonNode taken) {
    for (Map.Entry<String, JsonNode> part : List.copyOf(fields.properties())) {
      JsonNode takenHere = taken.path(part.getKey());
      if (takenHere.isMissingNode()) {
        continue;
      }
      if (part.getValue() instanceof ObjectNode deeper && !deeper.isEmpty()) {
        subtract(deeper, takenHere);
      } else {
        fields.remove(part.getKey());
      }
    }
  }
}

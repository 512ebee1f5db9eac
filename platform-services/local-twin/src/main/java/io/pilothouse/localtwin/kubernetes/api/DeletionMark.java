package io.pilothouse.localtwin.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import java.time.Instant;

/**
 * What a delete writes on an object that lives on for a while: when it ends, and what it waits for.
 */
final class DeletionMark {
  static final String FOREGROUND = "foregroundDeletion";
  static final String ORPHAN = "orphan";

  private DeletionMark() {}

  static ObjectNode on(ResourceType type, KubeObject object, Deletion deletion, Instant now) {
    ObjectNode tree = object.copy();
    ObjectNode metadata = Json.child(tree, "metadata");
    switch (deletion.propagation()) {
      case FOREGROUND -> finalizer(metadata, FOREGROUND);
      case ORPHAN -> finalizer(metadata, ORPHAN);
      case BACKGROUND -> {}
    }
    int grace =
        deletion.gracePeriodSeconds().orElseGet(() -> type.strategy().gracePeriodSeconds(object));
    if (type.strategy().gracePeriodSeconds(object) == 0) {
      grace = 0;
    }
    JsonNode already = metadata.path("deletionGracePeriodSeconds");
    boolean shortens = !already.isNumber() || grace < already.asInt();
    if (shortens) {
      if (!object.deleting() || grace > 0) {
        metadata.put("deletionTimestamp", Timestamps.seconds(now.plusSeconds(grace)));
      }
      metadata.put("deletionGracePeriodSeconds", grace);
    }
    if (type.storage().equals(BuiltInResources.NAMESPACES.storage())) {
      Json.child(tree, "status").put("phase", "Terminating");
    }
    return tree;
  }

  private static void finalizer(ObjectNode metadata, String name) {
    ArrayNode finalizers = Json.children(metadata, "finalizers");
    for (JsonNode present : finalizers) {
      if (present.asText().equals(name)) {
        return;
      }
    }
    finalizers.add(name);
  }
}

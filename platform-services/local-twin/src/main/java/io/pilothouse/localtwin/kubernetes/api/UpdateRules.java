package io.pilothouse.localtwin.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType.Subresource;
import java.util.List;

/** What an update may change: pure, from the version before and the tree that was sent. */
final class UpdateRules {
  private static final List<String> FIXED_METADATA =
      List.of(
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "resourceVersion");

  /** Kinds of the core group do not count generations in the versions that are served here. */
  boolean countsGenerations(ResourceType type) {
    return !type.group().isEmpty() && type.has(Subresource.STATUS);
  }

  /** The object as it is to be stored. */
  ObjectNode next(ResourceType type, KubeObject before, ObjectNode sent, ObjectPart part) {
    refuseStale(type, before, sent.path("metadata"));
    return switch (part) {
      case STATUS -> {
        ObjectNode next = before.copyToReport();
        next.set("status", sent.path("status").isObject() ? sent.path("status") : Json.object());
        yield next;
      }
      case SPEC -> {
        ObjectNode next = before.copy();
        next.set("spec", sent.path("spec"));
        yield next;
      }
      case MAIN -> main(type, before, sent);
    };
  }

  private ObjectNode main(ResourceType type, KubeObject before, ObjectNode sent) {
    ObjectNode next = sent;
    ObjectNode metadata = Json.child(next, "metadata");
    keep(metadata, before.metadata(), FIXED_METADATA);
    metadata.put("name", before.name());
    if (!metadata.has("managedFields") && before.metadata().has("managedFields")) {
      metadata.set("managedFields", before.metadata().path("managedFields"));
    }
    next.put("kind", before.kind());
    next.put("apiVersion", before.apiVersion());
    if (type.has(Subresource.STATUS)) {
      keep(next, before.tree(), List.of("status"));
    }
    type.strategy().setDefaults(next);
    type.strategy().prepareForUpdate(next, before);
    type.strategy().validate(type, next);
    type.strategy().validateUpdate(type, next, before);
    if (countsGenerations(type) && !next.path("spec").equals(before.spec())) {
      metadata.put("generation", before.generation() + 1);
    }
    return next;
  }

  private static void refuseStale(ResourceType type, KubeObject before, JsonNode metadata) {
    String version = metadata.path("resourceVersion").asText();
    if (!version.isEmpty() && !version.equals(Long.toString(before.resourceVersion()))) {
      throw ApiFailure.modified(type.group(), type.plural(), before.name());
    }
    String uid = metadata.path("uid").asText();
    if (!uid.isEmpty() && !uid.equals(before.uid())) {
      throw ApiFailure.conflict(
          type.group(),
          type.plural(),
          before.name(),
          "Precondition failed: UID in precondition: "
              + uid
              + ", UID in object meta: "
              + before.uid());
    }
    String name = metadata.path("name").asText(before.name());
    if (!name.equals(before.name())) {
      throw ApiFailure.badRequest(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + before.name()
              + ")");
    }
  }

  private static void keep(ObjectNode next, JsonNode before, List<String> fields) {
    for (String field : fields) {
      JsonNode kept = before.path(field);
      if (kept.isMissingNode()) {
        next.remove(field);
      } else {
        next.set(field, kept);
      }
    }
  }
}

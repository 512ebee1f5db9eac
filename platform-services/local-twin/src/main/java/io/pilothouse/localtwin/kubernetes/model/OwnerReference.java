package io.pilothouse.localtwin.kubernetes.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** That an object exists for another one, which is deleted with it. */
public record OwnerReference(
    String apiVersion,
    String kind,
    String name,
    String uid,
    boolean controller,
    boolean blockOwnerDeletion) {

  static OwnerReference of(JsonNode tree) {
    return new OwnerReference(
        tree.path("apiVersion").asText(),
        tree.path("kind").asText(),
        tree.path("name").asText(),
        tree.path("uid").asText(),
        tree.path("controller").asBoolean(),
        tree.path("blockOwnerDeletion").asBoolean());
  }

  /** The reference that makes the owner the controller of a new object. */
  public static OwnerReference controlledBy(KubeObject owner) {
    return new OwnerReference(
        owner.apiVersion(), owner.kind(), owner.name(), owner.uid(), true, true);
  }

  public ObjectNode tree() {
    ObjectNode tree = Json.object();
    tree.put("apiVersion", apiVersion);
    tree.put("kind", kind);
    tree.put("name", name);
    tree.put("uid", uid);
    tree.put("controller", controller);
    tree.put("blockOwnerDeletion", blockOwnerDeletion);
    return tree;
  }
}

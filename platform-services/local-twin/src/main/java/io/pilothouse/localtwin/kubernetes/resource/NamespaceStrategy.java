package io.pilothouse.localtwin.kubernetes.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;

/** Namespaces: active, labelled with their name, and held by a finalizer until they are empty. */
final class NamespaceStrategy implements ResourceStrategy {

  @Override
  public void prepareForCreate(ObjectNode tree) {
    Json.child(tree, "spec").putArray("finalizers").add("kubernetes");
    tree.putObject("status").put("phase", "Active");
    ObjectNode metadata = Json.child(tree, "metadata");
    Json.child(metadata, "labels")
        .put("kubernetes.io/metadata.name", metadata.path("name").asText());
  }

  @Override
  public void prepareForUpdate(ObjectNode tree, KubeObject before) {
    tree.set("spec", before.spec().deepCopy());
  }
}

package io.pilothouse.localtwin.kubernetes.controller.housekeeping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.api.WriteOptions;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Gives a namespace its default service account, and empties one that is deleted. */
public final class NamespaceController implements Controller {
  private static final Duration EMPTYING_CHECK = Duration.ofMillis(200);

  private final ClusterApi api;

  public NamespaceController(ClusterApi api) {
    this.api = api;
  }

  @Override
  public String name() {
    return "namespace";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    return change.storage().equals(BuiltInResources.NAMESPACES.storage())
        ? List.of(change.after().key())
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<KubeObject> namespace = api.find(BuiltInResources.NAMESPACES, key);
    if (namespace.isEmpty()) {
      return Optional.empty();
    }
    if (!namespace.get().deleting()) {
      serviceAccount(key.name());
      return Optional.empty();
    }
    boolean empty = true;
    for (ResourceType type : api.catalog().storedNamespaced()) {
      for (KubeObject object : api.list(type, Selection.inNamespace(key.name()))) {
        empty = false;
        if (!object.deleting()) {
          delete(type, object);
        }
      }
    }
    if (!empty) {
      return Optional.of(EMPTYING_CHECK);
    }
    api.modify(
        BuiltInResources.NAMESPACES,
        key,
        ObjectPart.SPEC,
        tree -> Json.child(tree, "spec").putArray("finalizers"));
    return Optional.empty();
  }

  private void serviceAccount(String namespace) {
    ObjectKey key = new ObjectKey(namespace, "default");
    if (api.find(BuiltInResources.SERVICE_ACCOUNTS, key).isEmpty()) {
      ObjectNode account = Json.object();
      account.put("apiVersion", "v1");
      account.putObject("metadata").put("name", "default");
      api.create(BuiltInResources.SERVICE_ACCOUNTS, namespace, account, WriteOptions.DEFAULT);
    }
  }

  private void delete(ResourceType type, KubeObject object) {
    try {
      api.delete(type, object.key(), Deletion.inBackground());
    } catch (ApiFailure failure) {
      if (failure.code() != 404) {
        throw failure;
      }
    }
  }
}

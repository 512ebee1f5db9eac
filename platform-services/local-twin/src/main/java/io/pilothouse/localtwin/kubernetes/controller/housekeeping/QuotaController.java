package io.pilothouse.localtwin.kubernetes.controller.housekeeping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes into each ResourceQuota what its namespace uses. */
public final class QuotaController implements Controller {
  private final ClusterApi api;

  public QuotaController(ClusterApi api) {
    this.api = api;
  }

  @Override
  public String name() {
    return "resource-quota";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    KubeObject object = change.after();
    if (change.storage().equals(BuiltInResources.RESOURCE_QUOTAS.storage())) {
      return List.of(object.key());
    }
    boolean counts =
        change.storage().equals(BuiltInResources.PODS.storage())
            && change.type() != ObjectChange.Type.MODIFIED;
    return counts ? List.of(new ObjectKey(object.namespace(), "")) : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    if (key.name().isEmpty()) {
      api.list(BuiltInResources.RESOURCE_QUOTAS, Selection.inNamespace(key.namespace()))
          .forEach(this::count);
    } else {
      api.find(BuiltInResources.RESOURCE_QUOTAS, key).ifPresent(this::count);
    }
    return Optional.empty();
  }

  private void count(KubeObject quota) {
    api.modify(
        BuiltInResources.RESOURCE_QUOTAS,
        quota.key(),
        ObjectPart.STATUS,
        tree -> {
          ObjectNode status = Json.child(tree, "status");
          status.set("hard", quota.spec().path("hard").deepCopy());
          ObjectNode used = status.putObject("used");
          Json.texts(quota.spec().path("hard"))
              .keySet()
              .forEach(resource -> used.put(resource, api.quotas().used(quota, resource)));
        });
  }
}

package io.pilothouse.localtwin.kubernetes.controller.housekeeping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.OwnerReference;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deletes what exists for an owner that is gone; holds an owner that is deleted in the foreground
 * until its dependents are gone; and cuts the ties of one that is deleted with its dependents left
 * behind.
 */
public final class GarbageCollector implements Controller {
  private static final String FOREGROUND = "foregroundDeletion";
  private static final String ORPHAN = "orphan";
  private static final Duration FOREGROUND_CHECK = Duration.ofMillis(200);

  private final ClusterApi api;
  // Where the owner of a key stands, since a key alone does not name a kind.
  private final Map<String, KubeObject> owners = new ConcurrentHashMap<>();

  public GarbageCollector(ClusterApi api) {
    this.api = api;
  }

  @Override
  public String name() {
    return "garbage-collector";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    KubeObject object = change.after();
    boolean held = object.deleting() && !object.metadata().path("finalizers").isEmpty();
    if (change.type() == ObjectChange.Type.DELETED || held) {
      owners.put(object.uid(), object);
      return List.of(new ObjectKey("", object.uid()));
    }
    return List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    KubeObject owner = owners.get(key.name());
    if (owner == null) {
      return Optional.empty();
    }
    Optional<ResourceType> type = type(owner.apiVersion(), owner.kind());
    Optional<KubeObject> alive =
        type.flatMap(known -> api.find(known, owner.key()))
            .filter(now -> now.uid().equals(owner.uid()));
    if (type.isPresent() && alive.isPresent()) {
      return hold(type.get(), alive.get());
    }
    owners.remove(key.name());
    for (KubeObject dependent : api.store().dependentsOf(owner.uid())) {
      if (ownersLeft(dependent, owner.uid()).isEmpty()) {
        delete(dependent, Deletion.inBackground());
      } else {
        untie(dependent, owner.uid());
      }
    }
    return Optional.empty();
  }

  private Optional<Duration> hold(ResourceType type, KubeObject owner) {
    List<KubeObject> dependents = api.store().dependentsOf(owner.uid());
    if (has(owner, ORPHAN)) {
      dependents.forEach(dependent -> untie(dependent, owner.uid()));
      release(type, owner, ORPHAN);
      return Optional.empty();
    }
    if (!has(owner, FOREGROUND)) {
      return Optional.empty();
    }
    if (dependents.isEmpty()) {
      release(type, owner, FOREGROUND);
      return Optional.empty();
    }
    Deletion foreground =
        new Deletion(
            java.util.OptionalInt.empty(),
            Deletion.Propagation.FOREGROUND,
            Optional.empty(),
            Optional.empty(),
            false);
    dependents.stream()
        .filter(dependent -> !dependent.deleting())
        .forEach(dependent -> delete(dependent, foreground));
    return Optional.of(FOREGROUND_CHECK);
  }

  private static boolean has(KubeObject object, String finalizer) {
    for (JsonNode each : object.metadata().path("finalizers")) {
      if (each.asText().equals(finalizer)) {
        return true;
      }
    }
    return false;
  }

  private static List<OwnerReference> ownersLeft(KubeObject dependent, String goneUid) {
    return dependent.owners().stream().filter(owner -> !owner.uid().equals(goneUid)).toList();
  }

  private void delete(KubeObject dependent, Deletion deletion) {
    type(dependent.apiVersion(), dependent.kind())
        .ifPresent(type -> quietly(() -> api.delete(type, dependent.key(), deletion)));
  }

  private void untie(KubeObject dependent, String ownerUid) {
    type(dependent.apiVersion(), dependent.kind())
        .ifPresent(type ->
            quietly(() ->
                api.modify(
                    type,
                    dependent.key(),
                    ObjectPart.MAIN,
                    tree -> {
                      ObjectNode metadata = Json.child(tree, "metadata");
                      ArrayNode left = Json.array();
                      ownersLeft(dependent, ownerUid).forEach(owner -> left.add(owner.tree()));
                      if (left.isEmpty()) {
                        metadata.remove("ownerReferences");
                      } else {
                        metadata.set("ownerReferences", left);
                      }
                    })));
  }

  private void release(ResourceType type, KubeObject owner, String finalizer) {
    quietly(() ->
        api.modify(
            type,
            owner.key(),
            ObjectPart.MAIN,
            tree -> {
              ArrayNode finalizers = Json.children(Json.child(tree, "metadata"), "finalizers");
              for (int i = finalizers.size() - 1; i >= 0; i--) {
                if (finalizers.get(i).asText().equals(finalizer)) {
                  finalizers.remove(i);
                }
              }
            }));
  }

  /** Somebody else may have been faster: what is gone is as it should be. */
  private static void quietly(Runnable change) {
    try {
      change.run();
    } catch (ApiFailure failure) {
      if (failure.code() != 404) {
        throw failure;
      }
    }
  }

  private Optional<ResourceType> type(String apiVersion, String kind) {
    return api.catalog().ofKind(apiVersion, kind);
  }
}

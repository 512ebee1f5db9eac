package io.pilothouse.localtwin.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import io.pilothouse.localtwin.kubernetes.patch.ObjectPatch;
import io.pilothouse.localtwin.kubernetes.patch.ServerSideApply;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.resource.ResourceCatalog;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType.Subresource;
import io.pilothouse.localtwin.kubernetes.store.ObjectStore;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the API server does to objects, in the order in which it does it: names, admission,
 * defaults, validation, optimistic concurrency, graceful deletion. The HTTP boundary and the
 * controllers both come through here, so that neither can do what the other cannot. Objects are
 * returned in their stored version. Safe for any thread.
 */
public final class ClusterApi {
  private static final String OTHER_NAMESPACE =
      "the namespace of the provided object does not match the namespace sent on the request";
  private static final int ATTEMPTS = 50;

  private final ObjectStore store;
  private final ResourceCatalog catalog;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final UpdateRules rules;
  private final NamespaceQuotas quotas;

  public ClusterApi(
      ObjectStore store, ResourceCatalog catalog, InstantSource clock, RandomGenerator random) {
    this.store = store;
    this.catalog = catalog;
    this.clock = clock;
    this.random = random;
    this.rules = new UpdateRules();
    this.quotas = new NamespaceQuotas(store);
  }

  public ObjectStore store() {
    return store;
  }

  public ResourceCatalog catalog() {
    return catalog;
  }

  /** What namespaces limit, and what they use of it. */
  public NamespaceQuotas quotas() {
    return quotas;
  }

  public InstantSource clock() {
    return clock;
  }

  public Optional<KubeObject> find(ResourceType type, ObjectKey key) {
    return store.get(type.storage(), key);
  }

  public KubeObject get(ResourceType type, ObjectKey key) {
    return find(type, key).orElseThrow(() -> type.notFound(key.name()));
  }

  public List<KubeObject> list(ResourceType type, Selection selection) {
    return store.list(type.storage(), selection);
  }

  /**
   * Creates an object in a namespace (empty for the cluster).
   *
   * @throws ApiFailure not found (the namespace), forbidden, invalid, already exists
   */
  public KubeObject create(
      ResourceType type, String namespace, ObjectNode served, WriteOptions options) {
    ObjectNode tree = type.conversion().toStored().apply(served.deepCopy());
    ObjectNode metadata = Json.child(tree, "metadata");
    tree.put("kind", type.kind());
    if (type.namespaced()) {
      placeIn(type, namespace, metadata);
    } else {
      metadata.remove("namespace");
    }
    ObjectNames.settle(type, metadata, random);
    metadata.put("uid", ObjectNames.uid(random));
    metadata.put("creationTimestamp", Timestamps.seconds(clock.instant()));
    metadata.remove(
        List.of("resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"));
    if (rules.countsGenerations(type)) {
      metadata.put("generation", 1);
    }
    if (type.has(Subresource.STATUS)) {
      tree.remove("status");
    }
    boolean pod = type.storage().equals(BuiltInResources.PODS.storage());
    if (pod) {
      quotas.setDefaults(tree, namespace);
    }
    type.strategy().setDefaults(tree);
    type.strategy().prepareForCreate(tree);
    type.strategy().validate(type, tree);
    Json.settleNumbers(tree);
    return pod && quotas.limits(namespace)
        ? withinQuota(type, tree, options)
        : add(type, tree, options);
  }

  /** One pod after the other, so that two do not take the last place. */
  private synchronized KubeObject withinQuota(
      ResourceType type, ObjectNode tree, WriteOptions options) {
    quotas.check(KubeObject.of(tree));
    return add(type, tree, options);
  }

  private KubeObject add(ResourceType type, ObjectNode tree, WriteOptions options) {
    return options.dryRun() ? KubeObject.of(tree) : store.create(type.storage(), tree);
  }

  private void placeIn(ResourceType type, String namespace, ObjectNode metadata) {
    String stated = metadata.path("namespace").asText();
    if (!stated.isEmpty() && !stated.equals(namespace)) {
      throw ApiFailure.badRequest(OTHER_NAMESPACE);
    }
    metadata.put("namespace", namespace);
    KubeObject home = get(BuiltInResources.NAMESPACES, new ObjectKey("", namespace));
    if (home.deleting()) {
      throw ApiFailure.forbidden(
          type.group(),
          type.plural(),
          metadata.path("name").asText(),
          "unable to create new content in namespace "
              + namespace
              + " because it is being terminated");
    }
  }

  /**
   * Replaces a part of an object. A resourceVersion in the tree must be the current one; without it
   * the last writer wins.
   */
  public KubeObject update(
      ResourceType type, ObjectKey key, ObjectNode served, ObjectPart part, WriteOptions options) {
    return retrying(
        type,
        key,
        () -> {
          KubeObject before = get(type, key);
          ObjectNode next = type.conversion().toStored().apply(served.deepCopy());
          address(next, key);
          return write(type, before, next, part, options);
        });
  }

  /** Name and namespace are the path's; an object may leave them out, as Helm's releases do. */
  private static void address(ObjectNode tree, ObjectKey key) {
    ObjectNode metadata = Json.child(tree, "metadata");
    String name = metadata.path("name").asText(key.name());
    if (!name.equals(key.name())) {
      throw ApiFailure.badRequest(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + key.name()
              + ")");
    }
    metadata.put("name", key.name());
    if (!key.namespace().isEmpty()) {
      String namespace = metadata.path("namespace").asText(key.namespace());
      if (!namespace.isEmpty() && !namespace.equals(key.namespace())) {
        throw ApiFailure.badRequest(OTHER_NAMESPACE);
      }
      metadata.put("namespace", key.namespace());
    }
  }

  /** Patches a part of an object. */
  public KubeObject patch(
      ResourceType type, ObjectKey key, ObjectPatch patch, ObjectPart part, WriteOptions options) {
    return retrying(
        type,
        key,
        () -> {
          KubeObject before = get(type, key);
          ObjectNode served = type.conversion().toServed().apply(before.copy());
          ObjectNode next = type.conversion().toStored().apply(patch.apply(served));
          return write(type, before, next, part, options);
        });
  }

  /** Server-side apply; creates the object when there is none. */
  public KubeObject apply(
      ResourceType type,
      ObjectKey key,
      ServerSideApply apply,
      ObjectPart part,
      WriteOptions options) {
    return retrying(
        type,
        key,
        () -> {
          Optional<KubeObject> before = find(type, key);
          if (before.isEmpty()) {
            ObjectNode identity = Json.object();
            identity.put("apiVersion", type.apiVersion());
            identity.putObject("metadata").put("name", key.name());
            return create(type, key.namespace(), apply.apply(identity, clock.instant()), options);
          }
          ObjectNode served = type.conversion().toServed().apply(before.get().copy());
          ObjectNode next =
              type.conversion().toStored().apply(apply.apply(served, clock.instant()));
          return write(type, before.get(), next, part, options);
        });
  }

  /**
   * Reads, changes and writes a part of an object, again when another writer was faster. Who
   * reports a status changes nothing but the status.
   */
  public KubeObject modify(
      ResourceType type, ObjectKey key, ObjectPart part, Consumer<ObjectNode> change) {
    return retrying(
        type,
        key,
        () -> {
          KubeObject before = get(type, key);
          // Only the status of what is reported is taken over, so the rest need not be copied.
          ObjectNode next = part == ObjectPart.STATUS ? before.copyToReport() : before.copy();
          change.accept(next);
          return write(type, before, next, part, WriteOptions.DEFAULT);
        });
  }

  private KubeObject write(
      ResourceType type,
      KubeObject before,
      ObjectNode tree,
      ObjectPart part,
      WriteOptions options) {
    ObjectNode next = rules.next(type, before, tree, part);
    Json.settleNumbers(next);
    if (next.equals(before.tree())) {
      return before;
    }
    if (options.dryRun()) {
      return KubeObject.of(next);
    }
    KubeObject proposed = KubeObject.of(next);
    if (proposed.deleting() && finished(proposed)) {
      KubeObject stored = store.update(type.storage(), before, next);
      return store.delete(type.storage(), stored);
    }
    return store.update(type.storage(), before, next);
  }

  private static boolean finished(KubeObject deleting) {
    return deleting.metadata().path("finalizers").isEmpty()
        && deleting.at("spec", "finalizers").isEmpty()
        && deleting.metadata().path("deletionGracePeriodSeconds").asInt() == 0;
  }

  /**
   * Deletes an object, or begins to: what has finalizers or a grace period is marked and lives on.
   *
   * @return the last version; it still exists when it carries a deletionTimestamp and is stored
   */
  public KubeObject delete(ResourceType type, ObjectKey key, Deletion deletion) {
    return retrying(
        type,
        key,
        () -> {
          KubeObject before = get(type, key);
          deletion.check(type, before);
          if (deletion.dryRun()) {
            return before;
          }
          ObjectNode marked = DeletionMark.on(type, before, deletion, clock.instant());
          KubeObject proposed = KubeObject.of(marked);
          if (finished(proposed)) {
            return store.delete(type.storage(), before);
          }
          return marked.equals(before.tree())
              ? before
              : store.update(type.storage(), before, marked);
        });
  }

  /**
   * Runs a read-modify-write again when the store says that another writer came between. A conflict
   * that does not go away is the caller's own stale version and is passed on.
   */
  private KubeObject retrying(ResourceType type, ObjectKey key, Supplier<KubeObject> attempt) {
    for (int i = 0; i < ATTEMPTS; i++) {
      long seen = find(type, key).map(KubeObject::resourceVersion).orElse(0L);
      try {
        return attempt.get();
      } catch (ApiFailure failure) {
        boolean raced = find(type, key).map(KubeObject::resourceVersion).orElse(0L) != seen;
        if (!failure.reason().equals("Conflict") || !raced) {
          throw failure;
        }
      }
    }
    throw ApiFailure.modified(type.group(), type.plural(), key.name());
  }
}

package io.pilothouse.localtwin.kubernetes.controller;

import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Drops Events some time after they last happened. */
public final class EventExpiry implements Controller {
  private final ClusterApi api;
  private final Duration timeToLive;

  public EventExpiry(ClusterApi api, Duration timeToLive) {
    this.api = api;
    this.timeToLive = timeToLive;
  }

  @Override
  public String name() {
    return "event-expiry";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    boolean added = change.type() == ObjectChange.Type.ADDED;
    return added && change.storage().equals(BuiltInResources.EVENTS.storage())
        ? List.of(change.after().key())
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<KubeObject> event = api.find(BuiltInResources.EVENTS, key);
    if (event.isEmpty()) {
      return Optional.empty();
    }
    // An event that was written long after it happened is kept as long as any other.
    Instant created = event.get().createdAt();
    Instant last =
        Timestamps.read(event.get().at("lastTimestamp")).filter(created::isBefore).orElse(created);
    Duration left = Duration.between(api.clock().instant(), last.plus(timeToLive));
    if (left.isPositive()) {
      return Optional.of(left);
    }
    api.delete(BuiltInResources.EVENTS, key, Deletion.now());
    return Optional.empty();
  }
}

package io.pilothouse.localtwin.kubernetes.controller;

import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A control loop over the objects of one kind: told by key what to look at, it makes it as it
 * should be.
 */
public interface Controller {

  /** The name under which it logs. */
  String name();

  /**
   * The keys to look at because of a change; called under the store's lock, so it only reads the
   * change.
   */
  List<ObjectKey> concerns(ObjectChange change);

  /**
   * Brings one object closer to what it should be. Idempotent.
   *
   * @return when to look again without a change, if at all
   */
  Optional<Duration> reconcile(ObjectKey key);
}

package io.pilothouse.localtwin.kubernetes.store;

import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.util.Optional;

/**
 * One change of the store.
 *
 * @param before the version before it; empty for a creation
 * @param after the new version; for a deletion the last one, with the deletion's own revision
 */
public record ObjectChange(
    StorageKind storage, Type type, long revision, Optional<KubeObject> before, KubeObject after) {

  /** What happened; constants are the words of a watch event. */
  public enum Type {
    ADDED,
    MODIFIED,
    DELETED
  }
}

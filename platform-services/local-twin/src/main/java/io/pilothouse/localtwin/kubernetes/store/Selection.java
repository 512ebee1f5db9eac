package io.pilothouse.localtwin.kubernetes.store;

import io.pilothouse.localtwin.kubernetes.model.FieldSelector;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.LabelSelector;
import java.util.Optional;

/** Which objects of one kind are meant; an empty namespace means all of them. */
public record Selection(String namespace, LabelSelector labels, FieldSelector fields) {

  public static Selection everything() {
    return inNamespace("");
  }

  public static Selection inNamespace(String namespace) {
    return new Selection(namespace, LabelSelector.EVERYTHING, FieldSelector.EVERYTHING);
  }

  public static Selection of(String namespace, LabelSelector labels) {
    return new Selection(namespace, labels, FieldSelector.EVERYTHING);
  }

  public boolean contains(KubeObject object) {
    return (namespace.isEmpty() || namespace.equals(object.namespace()))
        && (labels.isEmpty() || labels.matches(object.labels()))
        && fields.matches(object);
  }

  /**
   * The change as this selection sees it: an object that comes to match was added, one that no
   * longer matches was deleted; one that never did did not change.
   */
  Optional<ObjectChange> seen(ObjectChange change) {
    boolean was = change.before().filter(this::contains).isPresent();
    if (change.type() == ObjectChange.Type.DELETED) {
      return was ? Optional.of(change) : Optional.empty();
    }
    boolean is = contains(change.after());
    if (is) {
      return Optional.of(
          retyped(change, was ? ObjectChange.Type.MODIFIED : ObjectChange.Type.ADDED));
    }
    return was ? Optional.of(retyped(change, ObjectChange.Type.DELETED)) : Optional.empty();
  }

  private static ObjectChange retyped(ObjectChange change, ObjectChange.Type type) {
    return type == change.type()
        ? change
        : new ObjectChange(
            change.storage(), type, change.revision(), change.before(), change.after());
  }
}

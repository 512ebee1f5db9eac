package io.pilothouse.localtwin.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an object is to be deleted.
 *
 * @param gracePeriodSeconds the caller's wish, or the kind's own period
 * @param uid deletes only the object with this uid
 * @param resourceVersion deletes only this version
 */
public record Deletion(
    OptionalInt gracePeriodSeconds,
    Propagation propagation,
    Optional<String> uid,
    Optional<String> resourceVersion,
    boolean dryRun) {

  /** What happens to what exists for the object. */
  public enum Propagation {
    BACKGROUND,
    FOREGROUND,
    ORPHAN
  }

  public static Deletion inBackground() {
    return new Deletion(
        OptionalInt.empty(), Propagation.BACKGROUND, Optional.empty(), Optional.empty(), false);
  }

  /** At once, without a grace period. */
  public static Deletion now() {
    return new Deletion(
        OptionalInt.of(0), Propagation.BACKGROUND, Optional.empty(), Optional.empty(), false);
  }

  /** What a DeleteOptions body and the query of a request say together; the query wins. */
  public static Deletion of(JsonNode options, String grace, String propagation, boolean dryRun) {
    JsonNode asked = options.path("gracePeriodSeconds");
    OptionalInt seconds =
        grace.isEmpty()
            ? asked.isNumber() ? OptionalInt.of(asked.asInt()) : OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(grace));
    String policy =
        propagation.isEmpty() ? options.path("propagationPolicy").asText() : propagation;
    boolean orphan = policy.equals("Orphan") || options.path("orphanDependents").asBoolean();
    return new Deletion(
        seconds,
        orphan
            ? Propagation.ORPHAN
            : policy.equals("Foreground") ? Propagation.FOREGROUND : Propagation.BACKGROUND,
        text(options.path("preconditions").path("uid")),
        text(options.path("preconditions").path("resourceVersion")),
        dryRun || !options.path("dryRun").isEmpty());
  }

  /**
   * Refuses when the object is not the one that is meant.
   *
   * @throws ApiFailure conflict
   */
  void check(ResourceType type, KubeObject object) {
    if (uid.filter(wanted -> !wanted.equals(object.uid())).isPresent()) {
      throw ApiFailure.conflict(
          type.group(),
          type.plural(),
          object.name(),
          "Precondition failed: UID in precondition: "
              + uid.get()
              + ", UID in object meta: "
              + object.uid());
    }
    String version = Long.toString(object.resourceVersion());
    if (resourceVersion.filter(wanted -> !wanted.equals(version)).isPresent()) {
      throw ApiFailure.modified(type.group(), type.plural(), object.name());
    }
  }

  private static Optional<String> text(JsonNode field) {
    return field.isTextual() ? Optional.of(field.asText()) : Optional.empty();
  }
}

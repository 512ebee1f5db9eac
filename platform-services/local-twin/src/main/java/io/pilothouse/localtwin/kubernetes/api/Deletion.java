package io.pilothouse.localtwin.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
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

  private static Optional<String> text(JsonNode field) {
    return field.isTextual() ? Optional.of(field.asText()) : Optional.empty();
  }
}

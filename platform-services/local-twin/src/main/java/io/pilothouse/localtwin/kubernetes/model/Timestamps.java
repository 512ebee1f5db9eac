package io.pilothouse.localtwin.kubernetes.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Times as Kubernetes writes them: whole seconds, or microseconds where the field is a MicroTime.
 */
public final class Timestamps {
  private static final DateTimeFormatter MICRO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Timestamps() {}

  public static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  public static String micros(Instant instant) {
    return MICRO.format(instant);
  }

  /** The time in the field, or nothing when the field is absent or no time. */
  public static Optional<Instant> read(JsonNode field) {
    if (!field.isTextual()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(field.asText()));
    } catch (java.time.format.DateTimeParseException notATime) {
      return Optional.empty();
    }
  }
}

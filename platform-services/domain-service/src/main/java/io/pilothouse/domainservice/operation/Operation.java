package io.pilothouse.domainservice.operation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Work on a resource that was asked for.
 *
 * @param endedAt when it succeeded or failed
 * @param result what came of it, when it succeeded
 * @param problem why it failed, when it did
 */
public record Operation(
    UUID id,
    UUID resource,
    State state,
    Instant requestedAt,
    Optional<Instant> endedAt,
    Optional<Map<String, Object>> result,
    Optional<String> problem) {

  /** How far it is. */
  public enum State {
    PENDING,
    SUCCEEDED,
    FAILED
  }
}

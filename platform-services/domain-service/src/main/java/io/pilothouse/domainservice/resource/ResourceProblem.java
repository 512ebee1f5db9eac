package io.pilothouse.domainservice.resource;

import java.util.UUID;

/** Why a request for a resource cannot be met; the caller's to put right. */
public final class ResourceProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    NOT_FOUND,
    VERSION_MISMATCH,
    KEY_REUSED
  }

  private final Kind kind;

  private ResourceProblem(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static ResourceProblem notFound(UUID id) {
    return new ResourceProblem(Kind.NOT_FOUND, "There is no resource " + id + ".");
  }

  static ResourceProblem versionMismatch(UUID id, long current) {
    return new ResourceProblem(
        Kind.VERSION_MISMATCH,
        "Resource %s is at version %d by now; read it again and repeat the change."
            .formatted(id, current));
  }

  static ResourceProblem keyReused() {
    return new ResourceProblem(
        Kind.KEY_REUSED,
        "This idempotency key was used for another request; choose a new one for a new request.");
  }

  public Kind kind() {
    return kind;
  }
}

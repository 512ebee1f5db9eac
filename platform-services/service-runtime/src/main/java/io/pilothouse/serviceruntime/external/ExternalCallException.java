package io.pilothouse.serviceruntime.external;

import io.pilothouse.serviceruntime.dependency.FailureKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call to an external system failed, or was not made; the message names the system. */
public final class ExternalCallException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable FailureKind kind;

  ExternalCallException(String message, @Nullable FailureKind kind, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** How it failed; empty when the breaker did not let it through, so that a fallback is due. */
  public Optional<FailureKind> kind() {
    return Optional.ofNullable(kind);
  }
}

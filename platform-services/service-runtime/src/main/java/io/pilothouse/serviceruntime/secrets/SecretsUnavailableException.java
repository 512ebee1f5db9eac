package io.pilothouse.serviceruntime.secrets;

/** Secrets cannot be read now; the message names the place and never a secret. */
public final class SecretsUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SecretsUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}

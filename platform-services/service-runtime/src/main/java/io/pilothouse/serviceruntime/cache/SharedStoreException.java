package io.pilothouse.serviceruntime.cache;

/** The shared store did not answer, or refused. */
public final class SharedStoreException extends Exception {

  private static final long serialVersionUID = 1L;

  public SharedStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}

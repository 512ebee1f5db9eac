package io.pilothouse.deployer.azure;

/** Azure refused what was asked, or could not be asked. */
public final class AzureRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final transient AzureError error;

  AzureRefusedException(int status, AzureError error, Throwable cause) {
    super(error.code() + ": " + error.message(), cause);
    this.status = status;
    this.error = error;
  }

  AzureRefusedException(int status, AzureError error) {
    super(error.code() + ": " + error.message());
    this.status = status;
    this.error = error;
  }

  /** HTTP status; 0 if there was no answer. */
  public int status() {
    return status;
  }

  /** Whether the same question may well be answered a moment later. */
  public boolean passing() {
    return status == 0 || status == 429 || status >= 500;
  }

  public AzureError error() {
    return error;
  }
}

package io.pilothouse.localtwin.kubernetes.controller.autoscaling;

/** That a metric could not be read or used, with the reason of the condition it leads to. */
final class MetricsUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;

  MetricsUnavailable(String reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}

package io.pilothouse.deployer.chart;

/** Helm refused: values that the schema does not take, a chart or a cluster that failed. */
public final class ChartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one. @param message in Helm's words, with the path of what it is about */
  public ChartException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.pilothouse.sharedmodel.signal;

/** The unit of a measured value. */
public enum Unit {
  NONE(""),
  PERCENT("%"),
  RATIO(""),
  SECONDS("s"),
  MILLISECONDS("ms"),
  BYTES("B"),
  COUNT(""),
  PER_SECOND("/s"),
  CORES("cores");

  private final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  /** What stands behind the number on a screen; empty for pure numbers. */
  public String symbol() {
    return symbol;
  }
}

package io.pilothouse.localtwin.postgres;

/**
 * A position in the write-ahead log, in bytes.
 *
 * @param bytes unsigned
 */
record LogSequenceNumber(long bytes) implements Comparable<LogSequenceNumber> {

  /** Reads PostgreSQL's own notation, two hexadecimal halves such as {@code 0/3000148}. */
  static LogSequenceNumber parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException("\"" + text + "\" is no log sequence number");
    }
    return new LogSequenceNumber(
        (Long.parseLong(text, 0, slash, 16) << 32)
            | Long.parseLong(text, slash + 1, text.length(), 16));
  }

  @Override
  public int compareTo(LogSequenceNumber other) {
    return Long.compareUnsigned(bytes, other.bytes);
  }

  boolean isAfter(LogSequenceNumber other) {
    return compareTo(other) > 0;
  }

  @Override
  public String toString() {
    return "%X/%X".formatted(bytes >>> 32, bytes & 0xFFFF_FFFFL);
  }
}

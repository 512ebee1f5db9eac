package io.pilothouse.serviceruntime.cache;

/**
 * How a value is written to the shared tier and read back.
 *
 * @param <V> the value
 */
public interface ValueCodec<V> {

  String encode(V value);

  /**
   * Reads a value back.
   *
   * @throws IllegalArgumentException when the text is not one of ours; the cache then loads the
   *     value anew
   */
  V decode(String text);

  /** Text as it is. */
  static ValueCodec<String> text() {
    return new ValueCodec<>() {
      @Override
      public String encode(String value) {
        return value;
      }

      @Override
      public String decode(String text) {
        return text;
      }
    };
  }
}

package io.pilothouse.azureconnector;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made once, when first asked for. Thread-safe. */
final class Lazy<T> {
  private final Supplier<T> maker;
  private @Nullable T value; // guarded by this

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  synchronized T get() {
    T known = value;
    if (known == null) {
      known = maker.get();
      value = known;
    }
    return known;
  }
}

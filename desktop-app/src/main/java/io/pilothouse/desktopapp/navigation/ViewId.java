package io.pilothouse.desktopapp.navigation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The views, in the order of the number keys. */
public enum ViewId {
  TOPOLOGY,
  SCALING,
  DATA,
  CACHE,
  ALERTS,
  ACTIONS,
  DESIGN;

  /** Its name in settings, texts and pictures. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The number key that opens it. */
  public int digit() {
    return ordinal() + 1;
  }

  /** The view of a key. */
  public static Optional<ViewId> of(String key) {
    return Arrays.stream(values()).filter(v -> v.key().equals(key)).findFirst();
  }
}

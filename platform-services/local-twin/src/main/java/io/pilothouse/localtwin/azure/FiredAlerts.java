package io.pilothouse.localtwin.azure;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The alerts that fired, the last thousand. Thread-safe. */
final class FiredAlerts {
  private static final int KEPT = 1_000;
  private final Map<String, FiredAlert> byId = new LinkedHashMap<>(); // guarded by this

  synchronized void add(FiredAlert alert) {
    byId.put(alert.id(), alert);
    if (byId.size() > KEPT) {
      byId.remove(byId.keySet().iterator().next());
    }
  }

  synchronized Optional<FiredAlert> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Replaces an alert by what becomes of it; empty if it is not known any more. */
  synchronized Optional<FiredAlert> change(String id, UnaryOperator<FiredAlert> change) {
    return Optional.ofNullable(byId.computeIfPresent(id, (key, alert) -> change.apply(alert)));
  }

  /** The last changed first. */
  synchronized List<FiredAlert> all() {
    return byId.values().stream()
        .sorted(Comparator.comparing(FiredAlert::modifiedAt).reversed())
        .toList();
  }
}

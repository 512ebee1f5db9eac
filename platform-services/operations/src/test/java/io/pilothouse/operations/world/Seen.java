package io.pilothouse.operations.world;

import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Fact;
import java.util.List;

/** Reads what a status shows. */
public final class Seen {
  private Seen() {}

  /** A fact that must be there. */
  public static Fact fact(ComponentStatus status, String key) {
    Fact fact = status.facts().get(key);
    if (fact == null) {
      throw new AssertionError("no fact " + key + " among " + status.facts().keySet());
    }
    return fact;
  }

  /** A component that must be there. */
  public static ComponentStatus component(List<ComponentStatus> statuses, String id) {
    return statuses.stream()
        .filter(s -> s.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no component " + id));
  }
}

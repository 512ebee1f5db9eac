package io.pilothouse.localtwin.deploy;

import java.util.List;

/**
 * A release of every service.
 *
 * @param tag the image's tag
 * @param changeCause what {@code kubectl rollout history} tells of it
 */
public record Release(String tag, String changeCause) {

  /** What the twin has behind it when it starts, so that a rollback has somewhere to go. */
  public static List<Release> history() {
    return List.of(
        new Release("1.0.0", "first release"),
        new Release("1.1.0", "search by district"),
        new Release("1.2.0", "itineraries in two languages"));
  }
}

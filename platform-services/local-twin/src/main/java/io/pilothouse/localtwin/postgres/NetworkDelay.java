package io.pilothouse.localtwin.postgres;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How long bytes are under way through a proxy, now. The part that grows and shrinks concerns what
 * flows from the server to the client only. Safe for use by any thread.
 */
final class NetworkDelay {

  /**
   * Round trips between regions in milliseconds. Azure publishes them ("Azure network round-trip
   * latency statistics"); seen from any third region, Korea South and Korea Central are 7 to 8
   * apart.
   */
  private static final Map<Set<String>, Integer> ROUND_TRIPS =
      Map.of(Set.of("koreacentral", "koreasouth"), 8);

  /** An assumption for all other pairs: neighbours on one continent. */
  private static final int OTHER_ROUND_TRIP = 60;

  private final Duration distance;
  private volatile Duration congestion = Duration.ZERO;

  private NetworkDelay(Duration distance) {
    this.distance = distance;
  }

  /** Between two regions in resource manager's spelling; nothing within one. */
  static NetworkDelay between(String one, String other) {
    return new NetworkDelay(
        one.equals(other)
            ? Duration.ZERO
            : Duration.ofMillis(ROUND_TRIPS.getOrDefault(Set.of(one, other), OTHER_ROUND_TRIP))
                .dividedBy(2));
  }

  /** One way, each way. */
  Duration distance() {
    return distance;
  }

  /** What is added on the way from the server. */
  Duration congestion() {
    return congestion;
  }

  void congestion(Duration now) {
    congestion = now;
  }
}

package io.pilothouse.localtwin.postgres;

import io.pilothouse.localtwin.process.TwinHome;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** What the tests of this package build their servers from. */
final class TestServers {

  /** Quick, so that a test sees in a second what a person sees in twenty. */
  static final SupervisionPolicy IMPATIENT =
      new SupervisionPolicy(
          Duration.ofMillis(1500),
          Duration.ofMillis(2500),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2));

  private TestServers() {}

  /** For a machine that does ten other things; what is due sooner says so. */
  static ConditionFactory patiently() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .pollDelay(Duration.ZERO);
  }

  static PostgresBinaries binaries() {
    return PostgresBinaries.unpack(TwinHome.ofThisProcess().cache());
  }

  static FlexibleServerSpec zoneRedundant(String name, ReplicaSpec... replicas) {
    return new FlexibleServerSpec(
        name,
        "15",
        "koreacentral",
        "1",
        new HighAvailability.ZoneRedundant("2"),
        List.of(replicas),
        List.of("trip", "user"),
        "tripadmin",
        50);
  }

  static FlexibleServerSpec single(String name) {
    return new FlexibleServerSpec(
        name,
        "15",
        "koreacentral",
        "1",
        new HighAvailability.Disabled(),
        List.of(),
        List.of("trip"),
        "tripadmin",
        50);
  }
}

package io.pilothouse.localtwin.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.ControlAddress;
import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.RunningTwin;
import io.pilothouse.localtwin.TwinException;
import io.pilothouse.localtwin.TwinOptions;
import io.pilothouse.localtwin.fault.ActiveFaults;
import io.pilothouse.localtwin.fault.FaultArguments;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of a running twin, asked for over HTTP as a rehearsal in another process does. */
class ControlTest {

  @TempDir private static Path folder;
  private static TwinOptions options;
  private static LocalTwin twin;
  private static ControlServer server;

  @BeforeAll
  static void start() {
    options = TwinOptions.ofThisProcess().below(folder);
    twin = LocalTwin.start(ShippedSystems.load("phonebill-dev").orElseThrow(), options);
    server = ControlServer.open(twin, java.time.Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    server.close();
    twin.close();
  }

  @Test
  void aFaultLastsUntilItsHolderCloses() {
    String before = image();
    try (var control = new TwinControl(address(), "a")) {
      control.inject("release", crash());
      assertThat(image()).endsWith("-crash");
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(image()).isEqualTo(before));
  }

  @Test
  void isToldWhatTheTwinDoesNotHave() {
    try (var control = new TwinControl(address(), "b")) {
      assertThatThrownBy(
              () -> control.inject("release", Map.of("service", "nobody", "behavior", "crash")))
          .isInstanceOf(TwinException.class)
          .hasMessageContaining("there is no service 'nobody'");
      assertThatThrownBy(() -> control.inject("explode", Map.of()))
          .hasMessageContaining("there is no fault 'explode'");
      assertThatThrownBy(() -> control.mend("fault-99")).hasMessageContaining("fault-99");
    }
  }

  @Test
  void strangersAreTurnedAway() {
    try (var stranger =
        new TwinControl(new ControlAddress(address().url(), "guessed"), "stranger")) {
      assertThatThrownBy(() -> stranger.inject("release", crash())).hasMessageContaining("401");
    }
  }

  @Test
  void aHolderThatIsNotHeardOfLosesItsFaults() {
    String before = image();
    var now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    try (var faults = new ActiveFaults(twin, now::get)) {
      faults.inject("release", new FaultArguments(crash()), "dead");
      faults.expire();
      assertThat(image()).endsWith("-crash");

      now.set(now.get().plus(ActiveFaults.LEASE).plusMillis(1));
      faults.expire();
      assertThat(image()).isEqualTo(before);
      assertThat(faults.list()).isEmpty();
    }
  }

  private static Map<String, String> crash() {
    return Map.of("service", service(), "behavior", "crash");
  }

  private static String service() {
    return twin.blueprint().services().getFirst().id();
  }

  private static ControlAddress address() {
    return RunningTwin.find(options, "phonebill-dev").flatMap(RunningTwin::control).orElseThrow();
  }

  private static String image() {
    return twin.kubernetes()
        .api()
        .get(
            BuiltInResources.DEPLOYMENTS,
            new ObjectKey(
                twin.blueprint().cluster().namespace(),
                twin.blueprint().services().getFirst().deployment()))
        .at("spec", "template", "spec", "containers")
        .path(0)
        .path("image")
        .asText();
  }
}

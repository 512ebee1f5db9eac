package io.pilothouse.benchmarks;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.desktopapp.shell.DesktopApplication;
import io.pilothouse.desktopapp.shell.SystemChoice;
import io.pilothouse.desktopapp.shell.Workstation;
import io.pilothouse.operations.DirectSession;
import io.pilothouse.operations.SessionSetup;
import io.pilothouse.operations.Sources;
import io.pilothouse.operations.port.ObservationSource;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.SourceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;

/**
 * Observations go through the real engine into the real window: the time from handing one to the
 * engine to the layout of the frame in which the map shows it. Prints a row of the results table.
 */
public final class ObservationToFrame implements ObservationSource {
  private static final int WARM_UP = 50;
  private static final int SAMPLES = 300;

  private final Clock clock = Clock.systemUTC();
  private final List<Long> nanos = new ArrayList<>();
  private Consumer<Observation> sink = _ -> {};
  private int number = 1;
  private long sequence;
  private long sentAt;

  private ObservationToFrame() {}

  /** Measures and ends the process. */
  public static void main(String[] arguments) throws Exception {
    var source = new ObservationToFrame();
    Path folder = Files.createTempDirectory("pilothouse-benchmark");
    Windows.afterEachPulse(source::look);
    DesktopApplication.open(
        List.of(new SystemChoice("tripgen-prod", "tripgen-prod", _ -> source.session(folder))),
        "tripgen-prod",
        new Workstation(folder, source.clock, "benchmark"));
  }

  private DirectSession session(Path folder) {
    return DirectSession.open(
        new SessionSetup(
            "tripgen-prod",
            ShippedSystems.load("tripgen-prod"),
            List.of(this),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            folder,
            clock,
            "benchmark"));
  }

  /** On the toolkit's thread after each pulse: was the last one shown? */
  private void look(Scene scene) {
    if (sentAt == 0) {
      return;
    }
    Node value = scene.lookup("#card-user-service .card-value");
    if (value instanceof Label label && label.getText().equals(number + "/" + number)) {
      nanos.add(System.nanoTime() - sentAt);
      if (nanos.size() == WARM_UP + SAMPLES) {
        report();
      }
      number = number % 90 + 1;
      send();
    }
  }

  private void send() {
    sentAt = System.nanoTime();
    sink.accept(new Observation.Upserted(id(), ++sequence, clock.instant(), deployment(number)));
  }

  private void report() {
    List<Long> sorted = nanos.subList(WARM_UP, nanos.size()).stream().sorted().toList();
    double p50 = sorted.get(sorted.size() / 2) / 1e6;
    double p99 = sorted.get(sorted.size() * 99 / 100) / 1e6;
    System.out.printf(
        "| observation to frame, p50 / p99 of %d | %.0f / %.0f ms | one state per 50 ms: 25 ms on average | %.1f | |%n",
        sorted.size(), p50, p99, p50 / 25);
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static Deployment deployment(int replicas) {
    return new Deployment(
        ResourceId.kubernetes("deployment", "production", "user-service"),
        "production",
        "user-service",
        Map.of("app", "user-service"),
        replicas,
        replicas,
        replicas,
        replicas,
        1,
        1,
        false,
        List.of("user-service:1"),
        1,
        List.of(),
        Optional.empty());
  }

  @Override
  public SourceId id() {
    return Sources.KUBERNETES;
  }

  @Override
  public Duration period() {
    return Duration.ofMinutes(5);
  }

  @Override
  public void start(Consumer<Observation> sink) {
    this.sink = sink;
    javafx.application.Platform.runLater(this::send);
  }

  @Override
  public void close() {}
}

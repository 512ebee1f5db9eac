package io.pilothouse.azureconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.localtwin.azure.EndpointFaults;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.signal.Unit;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzureMetricsTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final ResourceId CLUSTER =
      ResourceId.azure(
          TestEstate.SCOPE.resourceId("Microsoft.ContainerService/managedClusters", "aks-one"));
  private final Heard heard = new Heard();
  private TestEstate estate;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    estate = new TestEstate(folder);
    estate.clusters.add(TestEstate.cluster("aks-one"));
    estate.servers.add(TestEstate.server("db-unreachable"));
  }

  @AfterEach
  void close() {
    estate.close();
  }

  @Test
  void tellsTheNewestMinuteWithItsOwnTimeAndSplitsByDimension() {
    Instant began = CLOCK.instant();
    try (var source = new AzureMetricsSource(estate.connection(), Duration.ofMillis(300))) {
      source.start(heard);

      Observation.Measured measured =
          heard.next(
              Observation.Measured.class,
              0,
              m -> m.measurements().stream().anyMatch(x -> x.resource().equals(CLUSTER)));

      Measurement cpu = find(measured, "node_cpu_usage_percentage");
      assertThat(cpu.value()).isEqualTo(40);
      assertThat(cpu.unit()).isEqualTo(Unit.PERCENT);
      assertThat(cpu.measuredAt().getEpochSecond() % 60).isZero();
      assertThat(cpu.measuredAt()).isAfter(began.minusSeconds(120));
      assertThat(find(measured, "kube_pod_status_phase{phase=Running}").value()).isEqualTo(8);
      assertThat(find(measured, "kube_pod_status_phase{phase=Pending}").value()).isEqualTo(1);
      assertThat(measured.measurements()).noneMatch(m -> m.metric().equals("cpu_percent"));
    }
  }

  @Test
  void isLostAndComesBack() {
    try (var source = new AzureMetricsSource(estate.connection(), Duration.ofMillis(300))) {
      source.start(heard);
      heard.next(Observation.Measured.class, 0);

      int before = heard.count();
      estate.endpoint().faults().begin(EndpointFaults.Kind.CUT, Duration.ofMinutes(10));
      heard.next(Observation.SourceLost.class, before);

      int whileLost = heard.count();
      estate.endpoint().faults().end();
      heard.next(Observation.Measured.class, whileLost);
    }
  }

  @Test
  void readsHistoryWithItsGaps() throws Exception {
    try (var source = new AzureMetricsSource(estate.connection(), Duration.ofMillis(300))) {
      source.start(heard); // until the endpoint has sampled
      heard.next(
          Observation.Measured.class,
          0,
          m -> m.measurements().stream().anyMatch(x -> x.resource().equals(CLUSTER)));
    }
    var history = new AzureMetricHistory(estate.connection());
    Instant now = CLOCK.instant();

    Series series =
        history.read(
            CLUSTER, "kube_pod_status_phase{phase=Running}", now.minusSeconds(3600), now, 100);

    assertThat(series.metric()).isEqualTo("kube_pod_status_phase{phase=Running}");
    assertThat(series.points()).isNotEmpty().hasSizeLessThan(5);
    assertThat(series.points()).allMatch(p -> p.value() == 8);
  }

  @Test
  void saysWhichMetricMonitorDoesNotHave() {
    var history = new AzureMetricHistory(estate.connection());
    Instant now = CLOCK.instant();

    assertThatThrownBy(() -> history.read(CLUSTER, "no_such", now.minusSeconds(60), now, 10))
        .isInstanceOf(ControlException.Rejected.class)
        .hasMessageContaining("no_such");
  }

  @Test
  void takesTheFinestGrainThatFits() {
    assertThat(AzureMetricHistory.grain(Duration.ofHours(1), 60)).isEqualTo(Duration.ofMinutes(1));
    assertThat(AzureMetricHistory.grain(Duration.ofHours(1), 59)).isEqualTo(Duration.ofMinutes(5));
    assertThat(AzureMetricHistory.grain(Duration.ofDays(90), 10)).isEqualTo(Duration.ofDays(1));
  }

  private static Measurement find(Observation.Measured measured, String metric) {
    return measured.measurements().stream()
        .filter(m -> m.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }
}

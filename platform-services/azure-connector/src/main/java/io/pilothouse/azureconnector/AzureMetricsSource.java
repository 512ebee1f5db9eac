package io.pilothouse.azureconnector;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.ObservationSource;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.signal.Series;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Observes Azure Monitor's metrics of the resource group: by one call for all resources of a kind
 * in a region, or for each resource where the batch is refused. Monitor's finest grain is a minute
 * and it is late by one or two, so a measurement carries the time of its minute; a count is that of
 * the newest minute that is over, or of the present one while there is no other. A minute without a
 * value is told as nothing.
 */
public final class AzureMetricsSource implements ObservationSource {
  /** Its name. */
  public static final SourceId ID = SourceId.of("azure-metrics");

  private static final Logger log = LoggerFactory.getLogger(AzureMetricsSource.class);
  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final Duration GRAIN = Duration.ofMinutes(1);
  private static final Duration LOOK_BACK = Duration.ofMinutes(10);
  private static final int BATCH = 50;

  /** Resources that one batch can ask for, and the metrics that are split the same way. */
  private record Group(
      String region, String namespace, List<MetricWish> wishes, Optional<String> splitBy) {}

  private final AzureConnection azure;
  private final Clock clock;
  private final PollingSource polling;
  private List<Measurement> told = List.of(); // of the polling thread, as the next
  private boolean batchRefused;

  public AzureMetricsSource(AzureConnection azure) {
    this(azure, EVERY);
  }

  AzureMetricsSource(AzureConnection azure, Duration every) {
    this.azure = azure;
    this.clock = azure.clock();
    this.polling = new PollingSource(ID, every, clock, this::ask);
  }

  @Override
  public SourceId id() {
    return ID;
  }

  @Override
  public Duration period() {
    return PERIOD;
  }

  @Override
  public void start(Consumer<Observation> sink) {
    polling.start(sink);
  }

  @Override
  public void close() {
    polling.close();
  }

  private PollingSource.Answer ask(boolean lost) throws ControlException {
    Instant now = clock.instant();
    var measurements = new ArrayList<Measurement>();
    Optional<ControlException> failure = Optional.empty();
    boolean answered = false;
    for (var group : groups(azure.inventory().metered()).entrySet()) {
      try {
        for (Series series : read(group.getKey(), group.getValue(), now)) {
          newest(group.getKey(), series, now).ifPresent(measurements::add);
        }
        answered = true;
      } catch (ControlException e) {
        failure = Optional.of(e);
      }
    }
    if (failure.isPresent() && !answered) {
      throw failure.get();
    }
    if (!lost && measurements.equals(told)) {
      return Observation.Confirmed::new;
    }
    told = List.copyOf(measurements);
    return (source, sequence, at) -> new Observation.Measured(source, sequence, at, told);
  }

  private List<Series> read(Group group, List<ResourceId> resources, Instant now)
      throws ControlException {
    var query =
        new MonitorMetrics.Query(
            group.wishes(),
            group.splitBy().map(d -> d + " eq '*'"),
            now.minus(LOOK_BACK),
            now,
            GRAIN);
    var series = new ArrayList<Series>();
    for (int first = 0; first < resources.size(); first += BATCH) {
      List<ResourceId> part = resources.subList(first, Math.min(first + BATCH, resources.size()));
      if (!batchRefused) {
        try {
          series.addAll(azure.metrics().batch(group.region(), group.namespace(), part, query));
          continue;
        } catch (ControlException.Rejected e) {
          batchRefused = true;
          log.info("metrics batch refused, each resource is asked for alone: {}", e.getMessage());
        }
      }
      for (ResourceId resource : part) {
        series.addAll(azure.metrics().read(resource, query));
      }
    }
    return series;
  }

  private static Map<Group, List<ResourceId>> groups(List<Resource> resources) {
    Map<Group, List<ResourceId>> groups = new LinkedHashMap<>();
    for (Resource resource : resources) {
      Map<Optional<String>, List<MetricWish>> bySplit =
          MetricWish.of(resource).stream()
              .collect(
                  Collectors.groupingBy(
                      MetricWish::splitBy, LinkedHashMap::new, Collectors.toList()));
      bySplit.forEach((split, wishes) ->
          groups
              .computeIfAbsent(
                  new Group(
                      MetricWish.region(resource), MetricWish.namespace(resource), wishes, split),
                  g -> new ArrayList<>())
              .add(resource.id()));
    }
    return groups;
  }

  private static Optional<Measurement> newest(Group group, Series series, Instant now) {
    boolean wholeOnly =
        group.wishes().stream()
            .filter(w -> series.metric().startsWith(w.metric()))
            .anyMatch(MetricWish::growsWithin);
    List<Series.Point> newestFirst = series.points().reversed();
    return newestFirst.stream()
        .filter(p -> !wholeOnly || !p.at().plus(GRAIN).isAfter(now))
        .findFirst()
        .or(() -> newestFirst.stream().findFirst())
        .map(p ->
            new Measurement(series.resource(), series.metric(), p.value(), series.unit(), p.at()));
  }
}

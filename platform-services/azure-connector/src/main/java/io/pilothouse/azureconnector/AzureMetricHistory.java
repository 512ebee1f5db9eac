package io.pilothouse.azureconnector;

import io.pilothouse.operations.port.ControlException;
import io.pilothouse.operations.port.MetricHistory;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.signal.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the history that Azure Monitor keeps, put together the way Monitor itself does by default.
 * A metric may name one value of a dimension in braces: {@code
 * kube_pod_status_phase{phase=Failed}}.
 */
public final class AzureMetricHistory implements MetricHistory {
  private static final Pattern METRIC = Pattern.compile("([^{]+)(?:\\{([^=]+)=([^}]*)})?");
  private static final List<Duration> GRAINS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1));
  private final AzureConnection azure;

  public AzureMetricHistory(AzureConnection azure) {
    this.azure = azure;
  }

  @Override
  public boolean covers(ResourceId resource) {
    return resource.value().startsWith("/subscriptions/");
  }

  @Override
  public Series read(
      ResourceId resource, String metric, Instant from, Instant to, int maximumPoints)
      throws ControlException {
    Matcher name = METRIC.matcher(metric);
    if (!name.matches()) {
      throw unknown(resource, metric);
    }
    MetricWish wish =
        azure.metrics().wish(resource, name.group(1)).orElseThrow(() -> unknown(resource, metric));
    Optional<String> filter =
        Optional.ofNullable(name.group(2))
            .map(d -> "%s eq '%s'".formatted(d, name.group(3).replace("'", "''")));
    var query =
        new MonitorMetrics.Query(
            List.of(wish), filter, from, to, grain(Duration.between(from, to), maximumPoints));
    return azure.metrics().read(resource, query).stream()
        .findFirst()
        .map(s -> new Series(resource, metric, s.unit(), s.points()))
        .orElseGet(() -> new Series(resource, metric, Unit.NONE, List.of()));
  }

  /** The finest of Monitor's grains that gives no more points than wanted. */
  static Duration grain(Duration span, int maximumPoints) {
    return GRAINS.stream()
        .filter(g -> span.dividedBy(g) <= maximumPoints)
        .findFirst()
        .orElse(GRAINS.getLast());
  }

  private static ControlException.Rejected unknown(ResourceId resource, String metric) {
    return new ControlException.Rejected(
        Sentence.of("azure.no-metric", metric, resource.value()),
        new IllegalArgumentException(metric));
  }
}

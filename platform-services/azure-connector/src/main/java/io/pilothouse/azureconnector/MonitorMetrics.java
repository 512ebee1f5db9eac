package io.pilothouse.azureconnector;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.util.Context;
import com.azure.monitor.query.MetricsClient;
import com.azure.monitor.query.MetricsClientBuilder;
import com.azure.monitor.query.MetricsQueryClient;
import com.azure.monitor.query.MetricsQueryClientBuilder;
import com.azure.monitor.query.models.AggregationType;
import com.azure.monitor.query.models.MetricDefinition;
import com.azure.monitor.query.models.MetricResult;
import com.azure.monitor.query.models.MetricUnit;
import com.azure.monitor.query.models.MetricsQueryOptions;
import com.azure.monitor.query.models.MetricsQueryResourcesOptions;
import com.azure.monitor.query.models.MetricsQueryResult;
import com.azure.monitor.query.models.QueryTimeInterval;
import com.azure.monitor.query.models.TimeSeriesElement;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.signal.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Azure Monitor's metrics through azure-monitor-query. Nothing else uses that library: it is
 * deprecated in favour of two others, and this class is what changes then.
 */
final class MonitorMetrics {
  /** What a query asks. @param filter Monitor's own, such as {@code phase eq '*'} */
  record Query(
      List<MetricWish> wishes, Optional<String> filter, Instant from, Instant to, Duration grain) {
    List<String> names() {
      return wishes.stream().map(MetricWish::metric).toList();
    }

    List<AggregationType> aggregations() {
      return wishes.stream().map(MetricWish::aggregation).distinct().toList();
    }

    QueryTimeInterval interval() {
      return new QueryTimeInterval(from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC));
    }
  }

  private static final Pattern OF_METRIC =
      Pattern.compile("(?i)/providers/microsoft\\.insights/metrics/.*$");
  private final HttpClient http;
  private final TokenCredential credential;
  private final AzureCalls calls;
  private final Lazy<MetricsQueryClient> single;
  private final Map<String, MetricsClient> byRegion = new ConcurrentHashMap<>();
  private final Cache<ResourceId, List<MetricDefinition>> definitions =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofHours(1)).maximumSize(500).build();

  MonitorMetrics(HttpClient http, TokenCredential credential, AzureCalls calls) {
    this.http = http;
    this.credential = credential;
    this.calls = calls;
    this.single =
        new Lazy<>(() ->
            new MetricsQueryClientBuilder()
                .httpClient(http)
                .credential(credential)
                .retryOptions(AzureConnection.NEVER_AGAIN)
                .buildClient());
  }

  /** The series of one resource. */
  List<Series> read(ResourceId resource, Query query) throws ControlException {
    var options =
        new MetricsQueryOptions()
            .setTimeInterval(query.interval())
            .setGranularity(query.grain())
            .setAggregations(query.aggregations());
    query.filter().ifPresent(options::setFilter);
    MetricsQueryResult result =
        calls.read(
            Sentence.of("azure.what.metrics", name(resource)),
            () ->
                single
                    .get()
                    .queryResourceWithResponse(
                        resource.value(), query.names(), options, Context.NONE)
                    .getValue());
    return series(resource, query, result);
  }

  /** The series of up to 50 resources of one kind in one region, by one call. */
  List<Series> batch(String region, String namespace, List<ResourceId> resources, Query query)
      throws ControlException {
    var options =
        new MetricsQueryResourcesOptions()
            .setTimeInterval(query.interval())
            .setGranularity(query.grain())
            .setAggregations(query.aggregations());
    query.filter().ifPresent(options::setFilter);
    List<MetricsQueryResult> results =
        calls.read(
            Sentence.of("azure.what.metrics", region),
            () ->
                byRegion
                    .computeIfAbsent(region, this::regional)
                    .queryResourcesWithResponse(
                        resources.stream().map(ResourceId::value).toList(),
                        query.names(),
                        namespace,
                        options,
                        Context.NONE)
                    .getValue()
                    .getMetricsQueryResults());
    var series = new ArrayList<Series>();
    for (MetricsQueryResult result : results) {
      Optional<ResourceId> resource = resource(result);
      if (resource.isPresent()) {
        series.addAll(series(resource.get(), query, result));
      }
    }
    return series;
  }

  /** The wish for a metric as Monitor itself puts its samples together. */
  Optional<MetricWish> wish(ResourceId resource, String metric) throws ControlException {
    List<MetricDefinition> known = definitions.getIfPresent(resource);
    if (known == null) {
      known =
          calls.read(
              Sentence.of("azure.what.metric-names", name(resource)),
              () -> single.get().listMetricDefinitions(resource.value()).stream().toList());
      definitions.put(resource, known);
    }
    return known.stream()
        .filter(d -> d.getName().equalsIgnoreCase(metric))
        .findFirst()
        .map(d -> new MetricWish(d.getName(), d.getPrimaryAggregationType(), Optional.empty()));
  }

  /** Whose result it is: the library drops the id of a batch's result, its metrics' ids have it. */
  private static Optional<ResourceId> resource(MetricsQueryResult result) {
    return result.getMetrics().stream()
        .map(MetricResult::getId)
        .map(id -> OF_METRIC.matcher(id).replaceFirst(""))
        .findFirst()
        .map(ResourceId::azure);
  }

  private MetricsClient regional(String region) {
    return new MetricsClientBuilder()
        .httpClient(http)
        .credential(credential)
        .retryOptions(AzureConnection.NEVER_AGAIN)
        .endpoint("https://" + region + ".metrics.monitor.azure.com")
        .buildClient();
  }

  private static List<Series> series(ResourceId resource, Query query, MetricsQueryResult result) {
    var series = new ArrayList<Series>();
    for (MetricResult metric : result.getMetrics()) {
      Optional<MetricWish> wish =
          query.wishes().stream()
              .filter(w -> w.metric().equalsIgnoreCase(metric.getMetricName()))
              .findFirst();
      if (wish.isPresent()) {
        for (TimeSeriesElement element : metric.getTimeSeries()) {
          series.add(
              new Series(
                  resource,
                  wish.get().metric() + braces(wish.get(), element.getMetadata()),
                  unit(metric.getUnit()),
                  points(wish.get(), element)));
        }
      }
    }
    return series;
  }

  private static List<Series.Point> points(MetricWish wish, TimeSeriesElement element) {
    return element.getValues().stream()
        .flatMap(v ->
            wish
                .value(v)
                .map(value -> new Series.Point(v.getTimeStamp().toInstant(), value))
                .stream())
        .sorted(java.util.Comparator.comparing(Series.Point::at))
        .toList();
  }

  /** Monitor answers a dimension's name in lower case; it is kept as it was asked for. */
  private static String braces(MetricWish wish, Map<String, String> metadata) {
    return metadata.isEmpty()
        ? ""
        : metadata.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e ->
                wish.splitBy().filter(e.getKey()::equalsIgnoreCase).orElse(e.getKey())
                    + "="
                    + e.getValue())
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static Unit unit(MetricUnit unit) {
    return switch (String.valueOf(unit).toLowerCase(Locale.ROOT)) {
      case "percent" -> Unit.PERCENT;
      case "count" -> Unit.COUNT;
      case "bytes" -> Unit.BYTES;
      case "seconds" -> Unit.SECONDS;
      case "milliseconds" -> Unit.MILLISECONDS;
      case "countpersecond" -> Unit.PER_SECOND;
      case "cores" -> Unit.CORES;
      default -> Unit.NONE;
    };
  }

  private static String name(ResourceId resource) {
    return resource.value().substring(resource.value().lastIndexOf('/') + 1);
  }
}

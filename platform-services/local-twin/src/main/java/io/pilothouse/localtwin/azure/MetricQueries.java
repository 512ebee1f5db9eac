package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Monitor's metrics API over the recorder: {@code metrics} and {@code metricDefinitions} of one
 * resource, and the batch of many. Every interval of the time span is in the answer; one without a
 * sample has its time stamp only, and the newest is as full as it is so far.
 */
final class MetricQueries {
  private static final int BATCH_LIMIT = 50;

  /** The namespace of metrics that are not the platform's. */
  private static final String CUSTOM = "custom";

  private final AzureEstate estate;
  private final MetricRecorder recorder;
  private final Predicate<String> stored;
  private final Clock clock;

  /** Makes it. @param stored whether there is a resource of an id that is configuration alone */
  MetricQueries(
      AzureEstate estate, MetricRecorder recorder, Predicate<String> stored, Clock clock) {
    this.stored = stored;
    this.estate = estate;
    this.recorder = recorder;
    this.clock = clock;
  }

  /** Answers {@code {resource}/providers/Microsoft.Insights/…}. */
  Arm.Response answer(Arm.Request request, String type, String id, List<String> rest) {
    String what = rest.isEmpty() ? "" : rest.getFirst().toLowerCase(Locale.ROOT);
    return switch (what) {
      case "metricdefinitions" -> Arm.Response.ok(definitions(type, id));
      case "metricnamespaces" -> Arm.Response.ok(namespaces(type, id));
      case "metrics" -> {
        Span span = span(request.query());
        ObjectNode body = Arm.object().put("cost", 0);
        body.put("timespan", span.from() + "/" + span.to())
            .put("interval", span.interval().toString());
        body.set("value", values(request.query(), type, id, span));
        body.put("namespace", type).put("resourceregion", region(type, id));
        yield Arm.Response.ok(body);
      }
      default -> throw Arm.Failure.noSuchPath(request);
    };
  }

  /** Answers {@code POST /subscriptions/{id}/metrics:getBatch}. */
  Arm.Response batch(Arm.Request request) {
    JsonNode ids = request.body().path("resourceids");
    if (!ids.isArray() || ids.isEmpty() || ids.size() > BATCH_LIMIT) {
      throw new Arm.Failure(
          400,
          "BadRequest",
          "The request needs between 1 and %d resource ids in resourceids.".formatted(BATCH_LIMIT));
    }
    Map<String, String> query = request.query();
    String type = query.getOrDefault("metricnamespace", "");
    Span span = span(query);
    ObjectNode body = Arm.object();
    ArrayNode values = body.putArray("values");
    for (JsonNode node : ids) {
      String id = known(type, node.asText());
      ObjectNode value =
          values
              .addObject()
              .put("starttime", span.from().toString())
              .put("endtime", span.to().toString())
              .put("interval", span.interval().toString())
              .put("namespace", type)
              .put("resourceregion", region(type, id))
              .put("resourceid", id);
      value.set("value", values(query, canonical(type), id, span));
    }
    return Arm.Response.ok(body);
  }

  private ArrayNode values(Map<String, String> query, String type, String id, Span span) {
    ArrayNode values = Arm.array();
    List<String> aggregations =
        Arrays.stream(query.getOrDefault("aggregation", "").split(","))
            .map(a -> a.trim().toLowerCase(Locale.ROOT))
            .filter(a -> !a.isEmpty())
            .toList();
    DimensionFilter filter =
        DimensionFilter.parse(query.getOrDefault("$filter", query.getOrDefault("filter", "")));
    for (String name : query.getOrDefault("metricnames", "").split(",")) {
      MetricCatalog.Metric metric =
          query.getOrDefault("metricnamespace", "").equalsIgnoreCase(CUSTOM)
              ? MetricCatalog.custom(name.trim())
              : MetricCatalog.find(type, name.trim()).orElseThrow(() -> unknown(type, name.trim()));
      values.add(value(metric, id, span, aggregations, filter));
    }
    return values;
  }

  private ObjectNode value(
      MetricCatalog.Metric metric,
      String id,
      Span span,
      List<String> aggregations,
      DimensionFilter filter) {
    ObjectNode value =
        Arm.object()
            .put("id", id + "/providers/Microsoft.Insights/metrics/" + metric.name())
            .put("type", "Microsoft.Insights/metrics")
            .put("displayDescription", metric.displayName())
            .put("unit", metric.unit())
            .put("errorCode", "Success");
    value.set("name", name(metric.name(), metric.displayName()));
    List<MetricStore.Points> stored =
        recorder.store().read(id, metric.name(), span.from(), span.to());
    List<String> asked =
        aggregations.isEmpty()
            ? List.of(metric.primaryAggregation().toLowerCase(Locale.ROOT))
            : aggregations;
    value.set("timeseries", TimeSeriesShape.of(filter.apply(stored), span, asked));
    return value;
  }

  private ObjectNode definitions(String type, String id) {
    return Arm.page(
        MetricCatalog.of(type).stream()
            .map(metric -> {
              ObjectNode json =
                  Arm.object()
                      .put(
                          "id",
                          id + "/providers/microsoft.insights/metricdefinitions/" + metric.name())
                      .put("resourceId", id)
                      .put("namespace", type)
                      .put("unit", metric.unit())
                      .put("primaryAggregationType", metric.primaryAggregation())
                      .put("isDimensionRequired", false);
              json.set("name", name(metric.name(), metric.displayName()));
              json.set(
                  "supportedAggregationTypes",
                  Arm.strings(List.of("Average", "Minimum", "Maximum", "Total", "Count")));
              ArrayNode availabilities = json.putArray("metricAvailabilities");
              Span.GRAINS.forEach(g ->
                  availabilities
                      .addObject()
                      .put("timeGrain", g.toString())
                      .put("retention", "P1D"));
              ArrayNode dimensions = json.putArray("dimensions");
              metric.dimensions().forEach(d -> dimensions.add(name(d, d)));
              return json;
            })
            .toList());
  }

  private static ObjectNode namespaces(String type, String id) {
    ObjectNode json =
        Arm.object()
            .put("id", id + "/providers/microsoft.insights/metricnamespaces/" + type)
            .put("type", "Microsoft.Insights/metricNamespaces")
            .put("name", type)
            .put("classification", "Platform");
    json.putObject("properties").put("metricNamespaceName", type);
    return Arm.page(List.of(json));
  }

  private Span span(Map<String, String> query) {
    Instant now = clock.instant();
    try {
      Instant to = query.containsKey("endtime") ? Instant.parse(query.get("endtime")) : now;
      Instant from =
          query.containsKey("starttime")
              ? Instant.parse(query.get("starttime"))
              : to.minus(Duration.ofHours(1));
      return Span.parse(
          query.getOrDefault("timespan", from + "/" + to), query.getOrDefault("interval", "PT1M"));
    } catch (DateTimeException e) {
      throw new Arm.Failure(400, "BadRequest", "Invalid time span or interval: " + e.getMessage());
    }
  }

  /** The id as the estate spells it. @throws Arm.Failure 404 if there is no such resource */
  private String known(String type, String id) {
    String name = id.substring(id.lastIndexOf('/') + 1);
    boolean there =
        switch (canonical(type)) {
          case FlexibleServers.TYPE ->
              estate.servers().stream().anyMatch(s -> s.name().equalsIgnoreCase(name));
          case RedisCaches.TYPE ->
              estate.caches().stream().anyMatch(c -> c.name().equalsIgnoreCase(name));
          case ManagedClusters.TYPE ->
              estate.clusters().stream().anyMatch(c -> c.name().equalsIgnoreCase(name));
          default -> {
            if (MetricCatalog.of(canonical(type)).isEmpty()) {
              throw new Arm.Failure(
                  400, "BadRequest", "The metric namespace '%s' is not known.".formatted(type));
            }
            yield stored.test(id);
          }
        };
    if (!there) {
      throw Arm.Failure.notFound(type, name, estate.scope());
    }
    return id;
  }

  private static String canonical(String type) {
    return MetricCatalog.canonical(type).orElse(type);
  }

  private String region(String type, String id) {
    String name = id.substring(id.lastIndexOf('/') + 1);
    return canonical(type).equals(FlexibleServers.TYPE)
        ? estate.servers().stream()
            .filter(s -> s.name().equalsIgnoreCase(name))
            .map(ServerFacts::location)
            .findFirst()
            .orElse(estate.scope().location())
        : estate.scope().location();
  }

  private static Arm.Failure unknown(String type, String name) {
    String provider = type.substring(0, type.indexOf('/'));
    return new Arm.Failure(
        400,
        "BadRequest",
        "Failed to find metric configuration for provider: %s, resource Type: %s, metric: %s, Valid metrics: %s"
            .formatted(
                provider,
                type.substring(provider.length() + 1),
                name,
                String.join(
                    ",",
                    MetricCatalog.of(type).stream().map(MetricCatalog.Metric::name).toList())));
  }

  private static ObjectNode name(String value, String localized) {
    return Arm.object().put("value", value).put("localizedValue", localized);
  }
}

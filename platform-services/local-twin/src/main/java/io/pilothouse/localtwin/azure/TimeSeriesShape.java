package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The {@code timeseries} of a metrics answer. */
final class TimeSeriesShape {
  private TimeSeriesShape() {}

  static ArrayNode of(List<MetricStore.Points> series, Span span, List<String> aggregations) {
    ArrayNode array = Arm.array();
    for (MetricStore.Points points : series) {
      ObjectNode json = array.addObject();
      ArrayNode metadata = json.putArray("metadatavalues");
      points
          .dimensions()
          .forEach((name, value) -> {
            ObjectNode entry = metadata.addObject();
            entry.putObject("name").put("value", name).put("localizedValue", name);
            entry.put("value", value);
          });
      json.set("data", data(points, span, aggregations));
    }
    return array;
  }

  private static ArrayNode data(MetricStore.Points points, Span span, List<String> aggregations) {
    ArrayNode data = Arm.array();
    long step = span.interval().toMinutes();
    for (Instant at = span.from(); at.isBefore(span.to()); at = at.plus(span.interval())) {
      long minute = at.getEpochSecond() / 60;
      Optional<MinuteAggregate> value =
          points.minutes().subMap(minute, true, minute + step, false).values().stream()
              .reduce(MinuteAggregate::and);
      ObjectNode entry = data.addObject().put("timeStamp", at.toString());
      value.ifPresent(v -> aggregations.forEach(a -> put(entry, a, v)));
    }
    return data;
  }

  private static void put(ObjectNode entry, String aggregation, MinuteAggregate value) {
    switch (aggregation) {
      case "average" -> entry.put("average", value.average());
      case "minimum" -> entry.put("minimum", value.minimum());
      case "maximum" -> entry.put("maximum", value.maximum());
      case "total" -> entry.put("total", value.total());
      case "count" -> entry.put("count", value.count());
      default ->
          throw new Arm.Failure(
              400, "BadRequest", "The aggregation '%s' is not supported.".formatted(aggregation));
    }
  }
}

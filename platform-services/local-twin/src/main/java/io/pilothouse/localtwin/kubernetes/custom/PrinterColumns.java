package io.pilothouse.localtwin.kubernetes.custom;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import io.pilothouse.localtwin.kubernetes.resource.TableLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of a custom resource, as its {@code additionalPrinterColumns} say. */
final class PrinterColumns {
  /** A step of a JSON path: a name, perhaps with an index or an equality filter. */
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([\\w-]+)(?:\\[(\\d+)]|\\[\\?\\(@\\.(\\w+)\\s*==\\s*[\"']([^\"']*)[\"']\\)])?");

  private PrinterColumns() {}

  static TableLayout layout(JsonNode columns) {
    if (columns.isEmpty()) {
      return TableLayout.NAME_AND_AGE;
    }
    List<TableLayout.Column> all = new ArrayList<>(TableLayout.start().columns());
    for (JsonNode column : columns) {
      String path = column.path("jsonPath").asText();
      String type = column.path("type").asText("string");
      all.add(
          new TableLayout.Column(
              column.path("name").asText(),
              type,
              column.path("priority").asInt() > 0,
              (object, now) -> cell(object, path, type, now)));
    }
    return new TableLayout(all);
  }

  private static Object cell(KubeObject object, String path, String type, Instant now) {
    JsonNode value = at(object.tree(), path);
    if (value.isMissingNode() || value.isNull()) {
      return type.equals("date") ? "<unknown>" : "";
    }
    return switch (type) {
      case "date" ->
          Timestamps.read(value).map(since -> TableLayout.age(since, now)).orElse("<invalid>");
      case "integer" -> value.asLong();
      default -> value.isValueNode() ? value.asText() : value.toString();
    };
  }

  /** The node at a JSON path of names, indices and equality filters; a missing one otherwise. */
  static JsonNode at(JsonNode from, String path) {
    JsonNode node = from;
    Matcher step = STEP.matcher(path);
    int end = 0;
    while (step.find() && step.start() == end) {
      end = step.end();
      node = node.path(step.group(1));
      if (step.group(2) != null) {
        node = node.path(Integer.parseInt(step.group(2)));
      } else if (step.group(3) != null) {
        node = first(node, step.group(3), step.group(4));
      }
    }
    return end == path.length() ? node : from.path("");
  }

  private static JsonNode first(JsonNode list, String field, String text) {
    for (JsonNode each : list) {
      if (each.path(field).asText().equals(text)) {
        return each;
      }
    }
    return list.path("");
  }
}

package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * {@code Microsoft.CostManagement/query} and {@code /forecast}: modelled from the system's own cost
 * table, spread evenly over the month's days. Nothing is metered.
 */
final class CostManagement implements ExtensionProvider {
  private final String type;
  private final boolean ahead;
  private final Supplier<List<CostLine>> lines;
  private final Clock clock;

  private CostManagement(String type, boolean ahead, Supplier<List<CostLine>> lines, Clock clock) {
    this.type = type;
    this.ahead = ahead;
    this.lines = lines;
    this.clock = clock;
  }

  static CostManagement query(Supplier<List<CostLine>> lines, Clock clock) {
    return new CostManagement("Microsoft.CostManagement/query", false, lines, clock);
  }

  static CostManagement forecast(Supplier<List<CostLine>> lines, Clock clock) {
    return new CostManagement("Microsoft.CostManagement/forecast", true, lines, clock);
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public Arm.Response answer(Arm.Request request, String about, List<String> rest) {
    if (!request.is("POST") || !rest.isEmpty()) {
      throw Arm.Failure.methodNotAllowed(request);
    }
    JsonNode dataset = request.body().path("dataset");
    boolean daily = dataset.path("granularity").asText("None").equalsIgnoreCase("Daily");
    var groups = new ArrayList<String>();
    dataset.path("grouping").forEach(g -> groups.add(known(g.path("name").asText())));
    CostPeriod period = CostPeriod.of(request.body(), clock, ahead);
    String id = UUID.randomUUID().toString();
    ObjectNode answer =
        Arm.object()
            .put("id", about + "/providers/" + type + "/" + id)
            .put("name", id)
            .put("type", type);
    ObjectNode properties = answer.putObject("properties").putNull("nextLink");
    properties.set("columns", columns(dataset, daily, groups));
    properties.set("rows", rows(period, daily, groups, about));
    return Arm.Response.ok(answer);
  }

  private ArrayNode columns(JsonNode dataset, boolean daily, List<String> groups) {
    ArrayNode columns = Arm.array();
    String cost = dataset.path("aggregation").path("totalCost").path("name").asText("Cost");
    column(columns, cost, "Number");
    if (daily) {
      column(columns, "UsageDate", "Number");
    }
    groups.forEach(group -> column(columns, group, "String"));
    if (ahead) {
      column(columns, "CostStatus", "String");
    }
    column(columns, "Currency", "String");
    return columns;
  }

  private ArrayNode rows(CostPeriod period, boolean daily, List<String> groups, String about) {
    Map<List<String>, Double> sums = new LinkedHashMap<>();
    for (LocalDate day = period.from(); !day.isAfter(period.to()); day = day.plusDays(1)) {
      double share = CostPeriod.share(day, clock, ahead);
      for (CostLine line : lines.get()) {
        if (share > 0 && below(line.resource(), about)) {
          var key = new ArrayList<String>();
          key.add(daily ? day.format(DateTimeFormatter.BASIC_ISO_DATE) : "");
          groups.forEach(group -> key.add(value(group, line)));
          key.add(line.currency());
          sums.merge(key, line.monthly() * share, Double::sum);
        }
      }
    }
    ArrayNode rows = Arm.array();
    sums.forEach((key, sum) -> {
      ArrayNode row = rows.addArray().add(sum);
      if (daily) {
        row.add(Integer.parseInt(key.getFirst()));
      }
      key.subList(1, key.size() - 1).forEach(row::add);
      if (ahead) {
        row.add("Forecast");
      }
      row.add(key.getLast());
    });
    return rows;
  }

  private static boolean below(String resource, String about) {
    return resource
        .toLowerCase(java.util.Locale.ROOT)
        .startsWith(about.toLowerCase(java.util.Locale.ROOT));
  }

  private static String known(String group) {
    return switch (group.toLowerCase(java.util.Locale.ROOT)) {
      case "servicename" -> "ServiceName";
      case "resourceid" -> "ResourceId";
      case "resourcegroup", "resourcegroupname" -> "ResourceGroup";
      case "metersubcategory", "meter" -> "Meter";
      default ->
          throw new Arm.Failure(
              400,
              "BadRequest",
              "Costs are grouped by ServiceName, ResourceId, ResourceGroup or Meter here, not by '%s'."
                  .formatted(group));
    };
  }

  private static String value(String group, CostLine line) {
    return switch (group) {
      case "ServiceName" -> line.service();
      case "ResourceId" -> line.resource();
      case "Meter" -> line.description();
      default -> line.resource().split("/", -1)[4];
    };
  }

  private static void column(ArrayNode columns, String name, String type) {
    columns.addObject().put("name", name).put("type", type);
  }
}

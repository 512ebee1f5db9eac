package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.azure.kusto.KustoException;
import io.pilothouse.localtwin.azure.kusto.KustoQuery;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code Microsoft.ResourceGraph/resources}: queries over what the endpoint knows. */
final class ResourceGraph implements ExtensionProvider {
  static final String TYPE = "Microsoft.ResourceGraph/resources";
  private static final int LARGEST_PAGE = 1_000;
  private static final int PAGE = 100;

  private final AzureScope scope;
  private final GraphTables tables;
  private final QueryQuota quota;
  private final Clock clock;

  ResourceGraph(AzureScope scope, GraphTables tables, Clock clock) {
    this.scope = scope;
    this.tables = tables;
    this.quota = new QueryQuota(clock);
    this.clock = clock;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Arm.Response answer(Arm.Request request, String about, List<String> rest) {
    if (!request.is("POST") || !rest.isEmpty()) {
      throw Arm.Failure.methodNotAllowed(request);
    }
    QueryQuota.Taken taken = quota.take();
    Map<String, String> headers =
        Map.of(
            "x-ms-user-quota-remaining",
            Integer.toString(Math.max(0, taken.remaining())),
            "x-ms-user-quota-resets-after",
            taken.resetsAfterText());
    if (taken.remaining() < 0) {
      return throttled(request, taken, headers);
    }
    try {
      return new Arm.Response(200, answer(request.body()), headers);
    } catch (KustoException e) {
      return new Arm.Response(400, Arm.wrapped(refusal(request, e)), headers);
    }
  }

  private ObjectNode answer(JsonNode body) {
    KustoQuery query =
        KustoQuery.parse(body.path("query").asText(""), clock.instant(), tables.names()::contains);
    List<ObjectNode> all = asksForUs(body) ? query.rows(tables::rows) : List.of();
    JsonNode options = body.path("options");
    int from = Math.max(0, options.path("$skip").asInt(0));
    String token = options.path("$skipToken").asText("");
    if (token.matches("\\d{1,9}")) {
      from = Integer.parseInt(token);
    }
    int size = Math.clamp(options.path("$top").asInt(PAGE), 1, LARGEST_PAGE);
    List<ObjectNode> page = all.stream().skip(from).limit(size).toList();
    ObjectNode answer =
        Arm.object()
            .put("totalRecords", all.size())
            .put("count", page.size())
            .put("resultTruncated", "false");
    boolean table = options.path("resultFormat").asText("objectArray").equalsIgnoreCase("table");
    answer.set("data", table ? table(page) : rows(page));
    answer.putArray("facets");
    if (from + page.size() < all.size()) {
      answer.put("$skipToken", Integer.toString(from + page.size()));
    }
    return answer;
  }

  /** Without subscriptions it is asked for all that the caller sees. */
  private boolean asksForUs(JsonNode body) {
    JsonNode subscriptions = body.path("subscriptions");
    if (subscriptions.isEmpty()) {
      return true;
    }
    for (JsonNode one : subscriptions) {
      if (one.asText().equalsIgnoreCase(scope.subscription())) {
        return true;
      }
    }
    return false;
  }

  private static ArrayNode rows(List<ObjectNode> page) {
    ArrayNode rows = Arm.array();
    page.forEach(rows::add);
    return rows;
  }

  private static ObjectNode table(List<ObjectNode> page) {
    ObjectNode table = Arm.object();
    ArrayNode columns = table.putArray("columns");
    ArrayNode rows = table.putArray("rows");
    if (!page.isEmpty()) {
      page.getFirst()
          .properties()
          .forEach(
              f -> columns.addObject().put("name", f.getKey()).put("type", type(f.getValue())));
    }
    for (ObjectNode row : page) {
      ArrayNode cells = rows.addArray();
      columns.forEach(c -> cells.add(row.path(c.path("name").asText())));
    }
    return table;
  }

  private static String type(JsonNode value) {
    if (value.isBoolean()) {
      return "boolean";
    }
    if (value.isNumber()) {
      return value.isIntegralNumber() ? "integer" : "number";
    }
    return value.isContainerNode() ? "object" : "string";
  }

  private ObjectNode refusal(Arm.Request request, KustoException e) {
    ObjectNode error = Arm.error("BadRequest", support(request));
    ArrayNode details = error.putArray("details");
    details.add(
        Arm.error(
            "InvalidQuery",
            "Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying."));
    details.add(
        Arm.error("ParserFailure", String.valueOf(e.getMessage()))
            .put("line", e.line())
            .put("characterPositionInLine", e.position())
            .put("token", e.token()));
    return error;
  }

  private Arm.Response throttled(
      Arm.Request request, QueryQuota.Taken taken, Map<String, String> headers) {
    ObjectNode error = Arm.error("RateLimiting", support(request));
    error
        .putArray("details")
        .add(
            Arm.error(
                "RateLimiting",
                "Client application has been throttled and should not attempt to repeat the request until an amount of time has elapsed. Please see https://aka.ms/resourcegraph-throttling for help."));
    var all = new java.util.HashMap<>(headers);
    all.put("Retry-After", Long.toString(Math.max(1, taken.resetsAfter().toSeconds())));
    return new Arm.Response(429, Arm.wrapped(error), all);
  }

  private String support(Arm.Request request) {
    return String.format(
        Locale.ROOT,
        "Please provide below info when asking for support: timestamp = %s, correlationId = %s.",
        clock.instant(),
        request.correlation());
  }
}

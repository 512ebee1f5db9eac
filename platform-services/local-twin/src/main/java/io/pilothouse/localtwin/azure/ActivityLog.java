package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code Microsoft.Insights/eventtypes/management/values}: every write that the endpoint was asked
 * for, with what became of it, the last five thousand. Thread-safe.
 */
final class ActivityLog implements ExtensionProvider {
  static final String TYPE = "Microsoft.Insights/eventtypes";
  private static final int KEPT = 5_000;
  private static final Pattern TERM =
      Pattern.compile("(?i)\\s*(\\w+)\\s+(eq|ge|le|gt|lt)\\s+'([^']*)'\\s*");

  /**
   * One event.
   *
   * @param resource id of what is written
   * @param operation such as {@code Microsoft.DBforPostgreSQL/flexibleServers/restart/action}
   * @param status {@code Started}, {@code Accepted}, {@code Succeeded} or {@code Failed}
   * @param detail of a failure; else empty
   */
  record Event(
      String id,
      Instant at,
      String caller,
      String correlation,
      String resource,
      String operation,
      String status,
      int httpStatus,
      String detail) {}

  private final AzureScope scope;
  private final Clock clock;
  private final Deque<Event> events = new ArrayDeque<>(); // newest first, guarded by itself

  ActivityLog(AzureScope scope, Clock clock) {
    this.scope = scope;
    this.clock = clock;
  }

  @Override
  public String type() {
    return TYPE;
  }

  /** A request that changes something has come. */
  void began(Arm.Request request) {
    WriteRecord.of(request.method(), request.segments())
        .ifPresent(w -> add(request, w, "Started", 0, ""));
  }

  /** What it was answered. */
  void answered(Arm.Request request, Arm.Response response) {
    int status = response.status();
    String outcome = status >= 400 ? "Failed" : status == 202 ? "Accepted" : "Succeeded";
    String detail = response.body().path("error").path("message").asText("");
    WriteRecord.of(request.method(), request.segments())
        .ifPresent(w -> add(request, w, outcome, status, detail));
  }

  /** How the operation that it began has ended. */
  void ended(Arm.Request request, AsyncOperations.Operation operation) {
    int status = operation.status().equals("Succeeded") ? 200 : 500;
    WriteRecord.of(request.method(), request.segments())
        .ifPresent(w ->
            add(
                request,
                w,
                operation.status(),
                status,
                operation.error().path("message").asText("")));
  }

  private void add(
      Arm.Request request, WriteRecord write, String status, int httpStatus, String detail) {
    add(
        request.caller(),
        request.correlation(),
        write.resource(),
        write.operation(),
        status,
        httpStatus,
        detail);
  }

  private void add(
      String caller,
      String correlation,
      String resource,
      String operation,
      String status,
      int httpStatus,
      String detail) {
    var event =
        new Event(
            UUID.randomUUID().toString(),
            clock.instant(),
            caller,
            correlation,
            resource,
            operation,
            status,
            httpStatus,
            detail);
    synchronized (events) {
      events.addFirst(event);
      if (events.size() > KEPT) {
        events.removeLast();
      }
    }
  }

  @Override
  public Arm.Response answer(Arm.Request request, String about, List<String> rest) {
    if (!request.is("GET")
        || rest.size() != 2
        || !rest.get(0).equalsIgnoreCase("management")
        || !rest.get(1).equalsIgnoreCase("values")) {
      throw Arm.Failure.noSuchPath(request);
    }
    Predicate<Event> wanted = filter(request.query().getOrDefault("$filter", ""));
    List<Event> all;
    synchronized (events) {
      all = List.copyOf(events);
    }
    return Arm.Response.ok(Arm.page(all.stream().filter(wanted).map(this::json).toList()));
  }

  /** Azure refuses a query that does not say since when. */
  private static Predicate<Event> filter(String text) {
    if (!text.toLowerCase(Locale.ROOT).contains("eventtimestamp")) {
      throw new Arm.Failure(
          400,
          "BadRequest",
          "The filter must say a time range: $filter=eventTimestamp ge '…' [and eventTimestamp le '…'].");
    }
    Predicate<Event> all = event -> true;
    for (String part : text.split("(?i)\\s+and\\s+")) {
      Matcher term = TERM.matcher(part);
      if (!term.matches()) {
        throw new Arm.Failure(
            400, "BadRequest", "The filter '%s' is not understood.".formatted(part));
      }
      all = all.and(term(term.group(1), term.group(2), term.group(3)));
    }
    return all;
  }

  private static Predicate<Event> term(String name, String operator, String value) {
    String word = name.toLowerCase(Locale.ROOT);
    if (word.equals("eventtimestamp")) {
      Instant bound = instant(value);
      return switch (operator.toLowerCase(Locale.ROOT)) {
        case "ge", "gt" -> event -> !event.at().isBefore(bound);
        case "le", "lt" -> event -> !event.at().isAfter(bound);
        default -> event -> event.at().equals(bound);
      };
    }
    return switch (word) {
      case "resourceuri", "resourceid" -> event -> event.resource().equalsIgnoreCase(value);
      case "resourcegroupname" ->
          event ->
              event
                  .resource()
                  .toLowerCase(Locale.ROOT)
                  .contains("/resourcegroups/" + value.toLowerCase(Locale.ROOT) + "/");
      case "correlationid" -> event -> event.correlation().equalsIgnoreCase(value);
      case "caller" -> event -> event.caller().equalsIgnoreCase(value);
      case "status" -> event -> event.status().equalsIgnoreCase(value);
      case "resourceprovider" ->
          event ->
              event
                  .operation()
                  .toLowerCase(Locale.ROOT)
                  .startsWith(value.toLowerCase(Locale.ROOT) + "/");
      case "eventchannels" -> event -> true;
      default ->
          throw new Arm.Failure(
              400, "BadRequest", "The activity log is not filtered by '%s'.".formatted(name));
    };
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Arm.Failure(400, "BadRequest", "'%s' is no moment.".formatted(text));
    }
  }

  private ObjectNode json(Event event) {
    boolean begins = event.status().equals("Started");
    ObjectNode json =
        Arm.object()
            .put("id", event.resource() + "/events/" + event.id())
            .put("eventDataId", event.id())
            .put("correlationId", event.correlation())
            .put("operationId", event.correlation())
            .put("caller", event.caller())
            .put("channels", "Operation")
            .put("description", event.detail())
            .put("level", event.status().equals("Failed") ? "Error" : "Informational")
            .put("resourceId", event.resource())
            .put("resourceGroupName", scope.resourceGroup())
            .put("subscriptionId", scope.subscription())
            .put("tenantId", scope.tenant())
            .put("eventTimestamp", event.at().toString())
            .put("submissionTimestamp", event.at().toString());
    json.putObject("authorization").put("action", event.operation()).put("scope", event.resource());
    json.putObject("claims");
    json.set("eventName", word(begins ? "BeginRequest" : "EndRequest"));
    json.set("category", word("Administrative"));
    json.set("operationName", word(event.operation()));
    json.set("status", word(event.status()));
    json.set("subStatus", word(begins ? "" : Integer.toString(event.httpStatus())));
    String type = AlertShapes.type(event.resource());
    json.set("resourceType", word(type));
    json.set("resourceProviderName", word(type.split("/", 2)[0]));
    ObjectNode properties = json.putObject("properties");
    if (!begins) {
      properties.put("statusCode", Integer.toString(event.httpStatus()));
    }
    if (!event.detail().isEmpty()) {
      properties.put("statusMessage", event.detail());
    }
    return json;
  }

  private static ObjectNode word(String value) {
    return Arm.object().put("value", value).put("localizedValue", value);
  }
}

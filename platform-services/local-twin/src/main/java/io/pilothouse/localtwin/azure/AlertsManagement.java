package io.pilothouse.localtwin.azure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** {@code Microsoft.AlertsManagement/alerts}: list, read, history, change of state. */
final class AlertsManagement implements ExtensionProvider {
  static final String TYPE = "Microsoft.AlertsManagement/alerts";
  private static final Set<String> STATES = Set.of("New", "Acknowledged", "Closed");
  private static final Map<String, Duration> RANGES =
      Map.of(
          "1h", Duration.ofHours(1),
          "1d", Duration.ofDays(1),
          "7d", Duration.ofDays(7),
          "30d", Duration.ofDays(30));
  private static final int PAGE = 25;
  private static final int LARGEST_PAGE = 250;

  private final AzureScope scope;
  private final FiredAlerts alerts;
  private final Clock clock;

  AlertsManagement(AzureScope scope, FiredAlerts alerts, Clock clock) {
    this.scope = scope;
    this.alerts = alerts;
    this.clock = clock;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Arm.Response answer(Arm.Request request, String about, List<String> rest) {
    if (rest.isEmpty()) {
      if (!request.is("GET")) {
        throw Arm.Failure.methodNotAllowed(request);
      }
      return list(request, about);
    }
    FiredAlert alert = alerts.find(rest.getFirst()).orElseThrow(() -> unknown(rest.getFirst()));
    String what = rest.size() < 2 ? "" : rest.get(1).toLowerCase(Locale.ROOT);
    return switch (request.method() + " " + what) {
      case "GET " -> Arm.Response.ok(AlertShapes.alert(alert, scope, true));
      case "GET history" -> Arm.Response.ok(AlertShapes.history(alert, scope));
      case "POST changestate" -> change(request, alert);
      default -> throw Arm.Failure.methodNotAllowed(request);
    };
  }

  private Arm.Response change(Arm.Request request, FiredAlert alert) {
    if (!request.mayWrite()) {
      throw Arm.Failure.forbidden(TYPE + "/changestate/action", scope.resourceGroupId());
    }
    String wanted = request.query().getOrDefault("newstate", "");
    String state =
        STATES.stream()
            .filter(s -> s.equalsIgnoreCase(wanted))
            .findFirst()
            .orElseThrow(() ->
                new Arm.Failure(
                    400,
                    "BadRequest",
                    "The value '%s' of newState is not one of New, Acknowledged, Closed."
                        .formatted(wanted)));
    String comment = request.body().path("comments").asText("");
    return alerts
        .change(alert.id(), a -> a.inState(state, clock.instant(), request.caller(), comment))
        .map(a -> Arm.Response.ok(AlertShapes.alert(a, scope, true)))
        .orElseThrow(() -> unknown(alert.id()));
  }

  private Arm.Response list(Arm.Request request, String about) {
    Map<String, String> query = request.query();
    Instant since =
        clock
            .instant()
            .minus(RANGES.getOrDefault(query.getOrDefault("timerange", "1d"), Duration.ofDays(1)));
    boolean context = query.getOrDefault("includecontext", "false").equalsIgnoreCase("true");
    var found =
        alerts.all().stream()
            .filter(a -> below(a.target(), about))
            .filter(a -> !a.modifiedAt().isBefore(since))
            .filter(a -> is(query, "monitorcondition", a, FiredAlert::condition))
            .filter(a -> is(query, "alertstate", a, FiredAlert::state))
            .filter(a -> is(query, "severity", a, AlertShapes::severity))
            .filter(a -> is(query, "targetresource", a, FiredAlert::target))
            .filter(a -> is(query, "targetresourcetype", a, x -> AlertShapes.type(x.target())))
            .filter(a -> is(query, "targetresourcegroup", a, x -> scope.resourceGroup()))
            .filter(a -> is(query, "alertrule", a, x -> x.rule().id()))
            .toList();
    int size = Math.clamp(number(query, "pagecount", PAGE), 1, LARGEST_PAGE);
    int from = Math.clamp(number(query, "$skiptoken", 0), 0, found.size());
    var page =
        Arm.page(
            found.stream()
                .skip(from)
                .limit(size)
                .map(a -> AlertShapes.alert(a, scope, context))
                .toList());
    if (from + size < found.size()) {
      page.put("nextLink", next(request, from + size));
    }
    return Arm.Response.ok(page);
  }

  private static String next(Arm.Request request, int from) {
    var link =
        new StringBuilder(request.base())
            .append('/')
            .append(String.join("/", request.segments()))
            .append("?$skiptoken=")
            .append(from);
    request
        .query()
        .forEach((name, value) -> {
          if (!name.equals("$skiptoken")) {
            link.append('&')
                .append(name)
                .append('=')
                .append(java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8));
          }
        });
    return link.toString();
  }

  private static boolean below(String target, String about) {
    return target.toLowerCase(Locale.ROOT).startsWith(about.toLowerCase(Locale.ROOT));
  }

  private static boolean is(
      Map<String, String> query,
      String name,
      FiredAlert alert,
      Function<FiredAlert, String> actual) {
    String wanted = query.getOrDefault(name, "");
    return wanted.isEmpty() || wanted.equalsIgnoreCase(actual.apply(alert));
  }

  private static int number(Map<String, String> query, String name, int otherwise) {
    String text = query.getOrDefault(name, "");
    try {
      return text.isEmpty() ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new Arm.Failure(400, "BadRequest", "'%s' is no number.".formatted(text));
    }
  }

  private static Arm.Failure unknown(String id) {
    return new Arm.Failure(404, "NotFound", "The alert '%s' was not found.".formatted(id));
  }
}

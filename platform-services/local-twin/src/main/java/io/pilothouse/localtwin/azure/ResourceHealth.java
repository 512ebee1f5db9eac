package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code Microsoft.ResourceHealth/availabilityStatuses} of servers, caches and clusters, from the
 * state of their processes. {@link #look} keeps since when a state is.
 */
final class ResourceHealth implements ExtensionProvider {
  static final String TYPE = "Microsoft.ResourceHealth/availabilityStatuses";

  /** What was found of a resource, and since when. @param before state before, empty at first */
  record Status(String id, String location, HealthFinding finding, Instant since, String before) {}

  private final AzureEstate estate;
  private final Clock clock;
  private final Map<String, Status> known = new ConcurrentHashMap<>();

  ResourceHealth(AzureEstate estate, Clock clock) {
    this.estate = estate;
    this.clock = clock;
  }

  @Override
  public String type() {
    return TYPE;
  }

  /** Everything that has a health, as it is now. */
  List<Status> look() {
    AzureScope scope = estate.scope();
    Map<String, Status> found = new LinkedHashMap<>();
    for (ServerFacts s : estate.servers()) {
      String id = scope.resourceId(FlexibleServers.TYPE, s.name());
      found.put(id, status(id, s.location(), HealthFinding.of(s)));
    }
    for (CacheFacts c : estate.caches()) {
      String id = scope.resourceId(RedisCaches.TYPE, c.name());
      found.put(id, status(id, c.location(), HealthFinding.of(c)));
    }
    for (ClusterFacts c : estate.clusters()) {
      String id = scope.resourceId(ManagedClusters.TYPE, c.name());
      found.put(id, status(id, c.location(), HealthFinding.of(c)));
    }
    return List.copyOf(found.values());
  }

  private Status status(String id, String location, HealthFinding finding) {
    return known.merge(
        id,
        new Status(id, location, finding, clock.instant(), ""),
        (last, now) ->
            last.finding().state().equals(finding.state())
                ? new Status(id, location, finding, last.since(), last.before())
                : new Status(id, location, finding, now.since(), last.finding().state()));
  }

  @Override
  public Arm.Response answer(Arm.Request request, String about, List<String> rest) {
    if (!request.is("GET")) {
      throw Arm.Failure.methodNotAllowed(request);
    }
    if (rest.isEmpty()) {
      return Arm.Response.ok(
          Arm.page(
              look().stream()
                  .filter(s -> lower(s.id()).startsWith(lower(about)))
                  .map(this::json)
                  .toList()));
    }
    if (!rest.getFirst().equalsIgnoreCase("current")) {
      throw Arm.Failure.noSuchPath(request);
    }
    Optional<Status> status =
        look().stream().filter(s -> s.id().equalsIgnoreCase(about)).findFirst();
    return Arm.Response.ok(
        json(
            status.orElseGet(() ->
                new Status(
                    about,
                    estate.scope().location(),
                    new HealthFinding(
                        "Unknown", "", "Resource Health does not support this resource type yet."),
                    clock.instant(),
                    ""))));
  }

  private ObjectNode json(Status status) {
    ObjectNode json =
        Arm.object()
            .put("id", status.id() + "/providers/" + TYPE + "/current")
            .put("name", "current")
            .put("type", "Microsoft.ResourceHealth/AvailabilityStatuses")
            .put("location", status.location());
    HealthFinding finding = status.finding();
    ObjectNode properties =
        json.putObject("properties")
            .put("availabilityState", finding.state())
            .put("title", finding.state())
            .put("summary", finding.summary())
            .put("reasonType", finding.reason())
            // The provider's own spelling.
            .put("occuredTime", status.since().toString())
            .put(
                "reasonChronicity", finding.state().equals("Degraded") ? "Transient" : "Persistent")
            .put("reportedTime", clock.instant().toString());
    if (!finding.reason().isEmpty()) {
      boolean byUser = finding.reason().equals("UserInitiated");
      properties.put("context", byUser ? "Customer Initiated" : "Platform Initiated");
      properties.put("category", byUser ? "Not Applicable" : finding.reason());
    }
    return json;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

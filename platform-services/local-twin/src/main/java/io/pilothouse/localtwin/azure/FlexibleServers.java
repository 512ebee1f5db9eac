package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.azure.AzureEffects.Failover;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * {@code Microsoft.DBforPostgreSQL/flexibleServers}: read, restart with and without failover, stop,
 * start, promote a replica. Refuses what Azure refuses: a failover without a standby, anything on a
 * server that is not Ready or busy, a switchover between servers of unequal size.
 */
final class FlexibleServers implements ResourceProvider {
  static final String TYPE = "Microsoft.DBforPostgreSQL/flexibleServers";

  /** What its processes say better than its author. */
  private static final List<String> LIVE =
      List.of(
          "/properties/availabilityZone",
          "/properties/storage/storageSizeGB",
          "/properties/replica",
          "/properties/highAvailability/standbyAvailabilityZone");

  private static final Set<String> CHILDREN =
      Set.of("databases", "configurations", "administrators", "firewallrules", "virtualendpoints");

  private final AzureEstate estate;
  private final AzureEffects effects;
  private final AsyncOperations operations;
  private final ResourceSettings settings;
  private final ActivityLog activity;
  private final ChildResources children;

  FlexibleServers(
      AzureEstate estate,
      AzureEffects effects,
      AsyncOperations operations,
      ResourceSettings settings,
      ActivityLog activity,
      ChildResources children) {
    this.children = children;
    this.settings = settings;
    this.activity = activity;
    this.estate = estate;
    this.effects = effects;
    this.operations = operations;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<ObjectNode> list() {
    return estate.servers().stream().map(this::json).toList();
  }

  @Override
  public Arm.Response answer(Arm.Request request, String name, List<String> rest) {
    Optional<ServerFacts> known =
        estate.servers().stream().filter(s -> s.name().equalsIgnoreCase(name)).findFirst();
    if (request.is("PUT") && rest.isEmpty()) {
      return put(request, name, known);
    }
    ServerFacts server = known.orElseThrow(() -> Arm.Failure.notFound(TYPE, name, estate.scope()));
    if (!rest.isEmpty() && CHILDREN.contains(rest.getFirst().toLowerCase(Locale.ROOT))) {
      return children.answer(request, TYPE, id(server), rest);
    }
    String action = rest.isEmpty() ? "" : rest.getFirst().toLowerCase(Locale.ROOT);
    return switch (request.method() + " " + action) {
      case "GET " -> Arm.Response.ok(json(server));
      case "GET replicas" ->
          Arm.Response.ok(
              Arm.page(
                  estate.servers().stream()
                      .filter(s -> s.sourceServer().filter(server.name()::equals).isPresent())
                      .map(this::json)
                      .toList()));
      case "PATCH " -> update(request, server);
      case "POST restart" -> restart(request, server);
      case "POST stop" -> {
        requireReady(server);
        yield begin(request, server, "stop", () -> effects.stop(server.name()));
      }
      case "POST start" -> {
        if (!server.state().equals("Stopped")) {
          throw notReady("Start Server can only be performed on Stopped servers.", server);
        }
        yield begin(request, server, "start", () -> effects.start(server.name()));
      }
      default -> throw Arm.Failure.methodNotAllowed(request);
    };
  }

  /** Makes a server, or takes one that is there as declared; grows its storage. */
  private Arm.Response put(Arm.Request request, String name, Optional<ServerFacts> known) {
    if (!(request.body() instanceof ObjectNode body) || !body.path("location").isTextual()) {
      throw new Arm.Failure(
          400, "LocationRequired", "The location property is required for this definition.");
    }
    String id = estate.scope().resourceId(TYPE, name);
    if (known.isEmpty()) {
      return begin(
          request,
          id,
          body.path("location").asText().replace(" ", "").toLowerCase(Locale.ROOT),
          "create",
          () -> {
            effects.create(TYPE, name, body);
            settings.declare(id, body, LIVE);
          });
    }
    ServerFacts server = known.get();
    refuseChange(server, json(server), body);
    settings.declare(id, body, LIVE);
    int storage = body.at("/properties/storage/storageSizeGB").asInt(server.storageGigabytes());
    return storage == server.storageGigabytes() || server.sourceServer().isPresent()
        ? Arm.Response.ok(json(server))
        : grow(request, server, storage);
  }

  /** What a server is made with and this twin does not make anew. */
  private static void refuseChange(ServerFacts server, ObjectNode live, ObjectNode body) {
    for (String path :
        List.of(
            "/location",
            "/sku/name",
            "/properties/version",
            "/properties/administratorLogin",
            "/properties/highAvailability/mode")) {
      JsonNode wanted = body.at(path);
      String field = path.substring(path.lastIndexOf('/') + 1);
      if (!wanted.isMissingNode() && !WhatIf.same(field, wanted, live.at(path))) {
        throw new Arm.Failure(
            400,
            "InvalidParameterValue",
            "This twin does not change %s of the server '%s' from '%s' to '%s'."
                .formatted(
                    path.substring(1).replace('/', '.'),
                    server.name(),
                    live.at(path).asText(),
                    wanted.asText()));
      }
    }
  }

  private Arm.Response restart(Arm.Request request, ServerFacts server) {
    boolean withFailover = request.body().path("restartWithFailover").asBoolean(false);
    if (!withFailover) {
      requireReady(server);
      return begin(request, server, "restart", () -> effects.restart(server.name()));
    }
    if (!server.highlyAvailable()) {
      throw new Arm.Failure(
          400,
          "InvalidParameterValue",
          "Restart with failover is allowed only for servers with high availability enabled. Server Name = %s, High Availability Mode = %s"
              .formatted(server.name(), server.highAvailabilityMode()));
    }
    String asked = request.body().path("failoverMode").asText("PlannedFailover");
    Failover mode =
        switch (asked.toLowerCase(Locale.ROOT)) {
          case "plannedfailover", "plannedswitchover" -> Failover.PLANNED;
          case "forcedfailover", "forcedswitchover" -> Failover.FORCED;
          default -> throw invalid("failoverMode", asked);
        };
    // A forced failover exists for the very case that the primary is not well.
    if (mode == Failover.PLANNED) {
      requireReady(server);
    }
    return begin(request, server, "failover", () -> effects.failOver(server.name(), mode));
  }

  private Arm.Response update(Arm.Request request, ServerFacts server) {
    JsonNode replica = request.body().path("properties").path("replica");
    if (!replica.isMissingNode()) {
      return promote(request, server, replica);
    }
    if (!(request.body() instanceof ObjectNode body)) {
      throw new Arm.Failure(400, "InvalidRequestContent", "The request content was invalid.");
    }
    ObjectNode others = body.deepCopy();
    OptionalInt storage = takeStorage(others);
    if (!others.isEmpty()) {
      settings.write(TYPE, id(server), others);
    }
    return storage.isPresent() && storage.getAsInt() != server.storageGigabytes()
        ? grow(request, server, storage.getAsInt())
        : Arm.Response.ok(json(server));
  }

  /** Takes the storage's size out of a request, and what is empty then. */
  private static OptionalInt takeStorage(ObjectNode body) {
    if (!(body.path("properties") instanceof ObjectNode properties)
        || !(properties.path("storage") instanceof ObjectNode storage)
        || !storage.path("storageSizeGB").isInt()) {
      return OptionalInt.empty();
    }
    int size = storage.path("storageSizeGB").intValue();
    storage.remove("storageSizeGB");
    if (storage.isEmpty()) {
      properties.remove("storage");
    }
    if (properties.isEmpty()) {
      body.remove("properties");
    }
    return OptionalInt.of(size);
  }

  private Arm.Response grow(Arm.Request request, ServerFacts server, int gigabytes) {
    if (gigabytes < server.storageGigabytes()) {
      throw new Arm.Failure(
          400,
          "InvalidParameterValue",
          "The storage of server '%s' cannot be reduced from %d GiB to %d GiB."
              .formatted(server.name(), server.storageGigabytes(), gigabytes));
    }
    if (server.sourceServer().isPresent()) {
      throw new Arm.Failure(
          400,
          "InvalidParameterValue",
          "In this twin the replica '%s' has the storage of its primary; scale that."
              .formatted(server.name()));
    }
    requireReady(server);
    return begin(
        request, server, "scale-storage", () -> effects.growStorage(server.name(), gigabytes));
  }

  private Arm.Response promote(Arm.Request request, ServerFacts server, JsonNode replica) {
    ServerFacts source =
        server
            .sourceServer()
            .flatMap(
                name -> estate.servers().stream().filter(s -> s.name().equals(name)).findFirst())
            .orElseThrow(() ->
                new Arm.Failure(
                    400,
                    "InvalidParameterValue",
                    "Server '%s' is not a read replica and cannot be promoted."
                        .formatted(server.name())));
    String option = replica.path("promoteOption").asText("Planned");
    Failover mode =
        switch (option.toLowerCase(Locale.ROOT)) {
          case "planned" -> Failover.PLANNED;
          case "forced" -> Failover.FORCED;
          default -> throw invalid("promoteOption", option);
        };
    String promoteMode = replica.path("promoteMode").asText("Standalone");
    return switch (promoteMode.toLowerCase(Locale.ROOT)) {
      case "standalone" ->
          begin(request, server, "promote", () -> effects.promoteStandalone(server.name(), mode));
      case "switchover" -> {
        requireSymmetric(server, source);
        yield begin(
            request, server, "switchover", () -> effects.promoteSwitchover(server.name(), mode));
      }
      default -> throw invalid("promoteMode", promoteMode);
    };
  }

  private static void requireSymmetric(ServerFacts replica, ServerFacts primary) {
    boolean symmetric =
        replica.skuName().equalsIgnoreCase(primary.skuName())
            && replica.skuTier().equalsIgnoreCase(primary.skuTier())
            && replica.storageGigabytes() == primary.storageGigabytes();
    if (!symmetric) {
      throw new Arm.Failure(
          400,
          "InvalidParameterValue",
          "Promote to primary needs a replica with the primary's compute and storage: replica '%s' is %s with %d GiB, primary '%s' is %s with %d GiB."
              .formatted(
                  replica.name(),
                  replica.skuName(),
                  replica.storageGigabytes(),
                  primary.name(),
                  primary.skuName(),
                  primary.storageGigabytes()));
    }
  }

  private Arm.Response begin(
      Arm.Request request, ServerFacts server, String kind, AsyncOperations.Effect effect) {
    return begin(request, id(server), server.location(), kind, effect);
  }

  private Arm.Response begin(
      Arm.Request request, String id, String region, String kind, AsyncOperations.Effect effect) {
    AsyncOperations.Operation operation =
        operations.begin(id, kind, effect, ended -> activity.ended(request, ended));
    String prefix =
        "%s/subscriptions/%s/providers/Microsoft.DBforPostgreSQL/locations/%s"
            .formatted(request.base(), estate.scope().subscription(), region);
    String query = operation.id() + "?api-version=" + request.apiVersion();
    return new Arm.Response(
        202,
        Arm.object().put("operation", kind).put("startTime", operation.startedAt().toString()),
        Map.of(
            "Azure-AsyncOperation", prefix + "/azureAsyncOperation/" + query,
            "Location", prefix + "/operationResults/" + query,
            "Retry-After", "1"));
  }

  private void requireReady(ServerFacts server) {
    if (operations.running(id(server)).isEmpty() && !server.state().equals("Ready")) {
      throw notReady("Restart or Stop Server can only be performed on Started servers.", server);
    }
  }

  private static Arm.Failure notReady(String rule, ServerFacts server) {
    return new Arm.Failure(
        409,
        "ServerIsNotReady",
        "%s Server Name = %s, Current Server State = %s"
            .formatted(rule, server.name(), server.state()));
  }

  private static Arm.Failure invalid(String parameter, String value) {
    return new Arm.Failure(
        400,
        "InvalidParameterValue",
        "Invalid value given for parameter %s: '%s'. Specify a valid parameter value."
            .formatted(parameter, value));
  }

  private String id(ServerFacts server) {
    return estate.scope().resourceId(TYPE, server.name());
  }

  private ObjectNode json(ServerFacts server) {
    Optional<AsyncOperations.Operation> running = operations.running(id(server));
    ObjectNode json =
        Arm.object()
            .put("id", id(server))
            .put("name", server.name())
            .put("type", TYPE)
            .put("location", Arm.displayRegion(server.location()));
    json.putObject("sku").put("name", server.skuName()).put("tier", server.skuTier());
    json.putObject("systemData").put("createdAt", server.createdAt().toString());
    ObjectNode properties = json.putObject("properties");
    properties
        .put("fullyQualifiedDomainName", server.name() + ".postgres.database.azure.com")
        .put("version", server.version())
        .put("administratorLogin", server.administratorLogin())
        .put("state", running.map(o -> stateDuring(o.kind())).orElse(server.state()))
        .put("replicationRole", server.replicationRole());
    server.zone().ifPresent(z -> properties.put("availabilityZone", z));
    server
        .sourceServer()
        .ifPresent(
            s -> properties.put("sourceServerResourceId", estate.scope().resourceId(TYPE, s)));
    properties.putObject("storage").put("storageSizeGB", server.storageGigabytes());
    ObjectNode backup =
        properties
            .putObject("backup")
            .put("backupRetentionDays", server.backupRetentionDays())
            .put("geoRedundantBackup", server.geoRedundantBackup() ? "Enabled" : "Disabled");
    server.earliestRestore().ifPresent(at -> backup.put("earliestRestoreDate", at.toString()));
    ObjectNode availability =
        properties
            .putObject("highAvailability")
            .put("mode", server.highAvailabilityMode())
            .put(
                "state",
                running
                    .filter(o -> o.kind().equals("failover"))
                    .map(o -> "FailingOver")
                    .orElse(server.highAvailabilityState()));
    server.standbyZone().ifPresent(z -> availability.put("standbyAvailabilityZone", z));
    properties.putObject("replica").put("role", server.replicationRole());
    return settings.applied(id(server), json);
  }

  private static String stateDuring(String kind) {
    return switch (kind) {
      case "restart", "failover" -> "Restarting";
      case "stop" -> "Stopping";
      case "start" -> "Starting";
      default -> "Updating";
    };
  }
}

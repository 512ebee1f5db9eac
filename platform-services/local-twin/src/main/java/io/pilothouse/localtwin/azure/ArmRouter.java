package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds what a resource manager path names and has it answered; names are caseless, as in Azure.
 */
final class ArmRouter {
  private static final String DEPLOYMENTS = "Microsoft.Resources/deployments";
  private final AzureEstate estate;
  private final List<ResourceProvider> providers;
  private final List<ExtensionProvider> extensions;
  private final AsyncOperations operations;
  private final MetricQueries metrics;
  private final EndpointFaults faults;
  private final ResourceGroups groups;
  private final DeletedVaults vaults;
  private final AzureOffer offer;

  ArmRouter(
      AzureEstate estate,
      List<ResourceProvider> providers,
      List<ExtensionProvider> extensions,
      AsyncOperations operations,
      MetricQueries metrics,
      EndpointFaults faults,
      ResourceGroups groups,
      DeletedVaults vaults,
      AzureOffer offer) {
    this.offer = offer;
    this.groups = groups;
    this.vaults = vaults;
    this.estate = estate;
    this.providers = List.copyOf(providers);
    this.extensions = List.copyOf(extensions);
    this.operations = operations;
    this.metrics = metrics;
    this.faults = faults;
  }

  Arm.Response answer(Arm.Request request) {
    if (request.apiVersion().isEmpty()) {
      throw new Arm.Failure(
          400,
          "MissingApiVersionParameter",
          "The api-version query parameter (?api-version=) is required for all requests.");
    }
    List<String> path = request.segments();
    if (named(path, 0, "providers")) {
      return extension(path)
          .orElseThrow(() -> Arm.Failure.noSuchPath(request))
          .answer(request, "", path.subList(3, path.size()));
    }
    if (path.size() < 2 || !named(path, 0, "subscriptions")) {
      throw Arm.Failure.noSuchPath(request);
    }
    AzureScope scope = estate.scope();
    String subscription = "/subscriptions/" + scope.subscription();
    if (!path.get(1).equalsIgnoreCase(scope.subscription())) {
      throw new Arm.Failure(
          404,
          "SubscriptionNotFound",
          "The subscription '%s' could not be found.".formatted(path.get(1)));
    }
    List<String> rest = path.subList(2, path.size());
    if (rest.isEmpty()) {
      return Arm.Response.ok(subscription(scope));
    }
    if (named(rest, 0, "locations") && rest.size() == 1) {
      requireGet(request);
      return offer.locations();
    }
    if (named(rest, 0, "metrics:getbatch") && request.is("POST")) {
      return metrics.batch(request);
    }
    if (named(rest, 0, "resourcegroups")) {
      if (rest.size() == 1) {
        return Arm.Response.ok(Arm.page(groups.list()));
      }
      if (rest.size() == 2) {
        return groups.answer(request, rest.get(1));
      }
      if (!groups.has(rest.get(1))) {
        throw ResourceGroups.absent(rest.get(1));
      }
      List<String> below = rest.subList(2, rest.size());
      if (!rest.get(1).equalsIgnoreCase(scope.resourceGroup())
          && !extension(below).filter(e -> e.type().equals(DEPLOYMENTS)).isPresent()) {
        throw new Arm.Failure(
            409,
            "ResourceGroupNotPlayed",
            "This twin plays the resources of the group '%s' only."
                .formatted(scope.resourceGroup()));
      }
      return provider(request, below, subscription + "/resourceGroups/" + rest.get(1));
    }
    if (named(rest, 0, "operationresults") && rest.size() == 2) {
      return operations
          .find(rest.get(1))
          .map(o -> result(request, o))
          .orElseGet(() -> deployments().result(request, rest.get(1)));
    }
    return provider(request, rest, subscription);
  }

  private Arm.Response provider(Arm.Request request, List<String> rest, String about) {
    if (!named(rest, 0, "providers") || rest.size() < 3) {
      throw Arm.Failure.noSuchPath(request);
    }
    if (named(rest, 2, "locations") && AzureOffer.versions(rest)) {
      requireGet(request);
      return offer.kubernetesVersions(rest.get(3));
    }
    if (named(rest, 2, "locations")) {
      return named(rest, 4, "deletedVaults") && named(rest, 6, "purge")
          ? vaults.purge(request, rest.get(5))
          : operation(request, rest);
    }
    Optional<ExtensionProvider> extension = extension(rest);
    if (extension.isPresent()) {
      refuse(request, extension.get().type(), rest.size() > 3 ? rest.getLast() : "");
      return extension.get().answer(request, about, rest.subList(3, rest.size()));
    }
    String type = rest.get(1) + "/" + rest.get(2);
    ResourceProvider provider =
        providers.stream()
            .filter(p -> p.type().equalsIgnoreCase(type))
            .findFirst()
            .orElseThrow(() ->
                new Arm.Failure(
                    404,
                    "InvalidResourceType",
                    "The resource type '%s' could not be found in the namespace '%s'."
                        .formatted(rest.get(2), rest.get(1))));
    if (faults.refuses(provider.type())) {
      throw Arm.Failure.forbidden(provider.type() + "/read", estate.scope().resourceGroupId());
    }
    if (rest.size() == 3) {
      requireGet(request);
      return Arm.Response.ok(Arm.page(provider.list()));
    }
    String name = rest.get(3);
    List<String> below = rest.subList(4, rest.size());
    int inside = inside(below);
    if (inside >= 0) {
      return about(request, provider, name, below.subList(0, inside), below, inside);
    }
    if (!request.mayWrite() && !request.is("GET")) {
      throw Arm.Failure.forbidden(
          provider.type() + action(request, below),
          estate.scope().resourceId(provider.type(), name));
    }
    refuse(request, provider.type() + types(below), name);
    return provider.answer(request, name, below);
  }

  /** What the subscription or region does not let be made now. */
  private void refuse(Arm.Request request, String type, String name) {
    if (!request.is("PUT") || type.equals(DEPLOYMENTS)) {
      return;
    }
    vaults.check(type, name, request.body());
    faults
        .provisioning()
        .check(
            type,
            name,
            "/" + String.join("/", request.segments()),
            zoned(request.body()),
            exists(request),
            estate.scope().location());
  }

  private boolean exists(Arm.Request request) {
    try {
      return answer(request.reading()).status() == 200;
    } catch (Arm.Failure absent) {
      return false;
    }
  }

  /** Whether a resource asks for availability zones. */
  static boolean zoned(JsonNode body) {
    return !body.path("zones").isEmpty()
        || body.at("/properties/highAvailability/mode").asText().equals("ZoneRedundant")
        || body.findValues("availabilityZones").stream().anyMatch(zones -> !zones.isEmpty())
        || body.path("properties").path("zoneRedundant").asBoolean();
  }

  private static String types(List<String> below) {
    var types = new StringBuilder();
    for (int i = 0; i < below.size(); i += 2) {
      types.append('/').append(below.get(i));
    }
    return types.toString();
  }

  private TemplateDeployments deployments() {
    return extensions.stream()
        .filter(TemplateDeployments.class::isInstance)
        .map(TemplateDeployments.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** What Monitor and other providers say about a resource that resource manager knows. */
  private Arm.Response about(
      Arm.Request request,
      ResourceProvider provider,
      String name,
      List<String> child,
      List<String> below,
      int inside) {
    List<String> asked = below.subList(inside, below.size());
    provider.answer(request.reading(), name, child);
    String id =
        estate.scope().resourceId(provider.type(), name)
            + child.stream().map(segment -> "/" + segment).collect(Collectors.joining());
    Optional<ExtensionProvider> extension = extension(asked);
    if (extension.isPresent()) {
      refuse(request, extension.get().type(), asked.size() > 3 ? asked.getLast() : "");
      return extension.get().answer(request, id, asked.subList(3, asked.size()));
    }
    if (!named(asked, 1, "microsoft.insights")) {
      throw Arm.Failure.noSuchPath(request);
    }
    requireGet(request);
    return metrics.answer(request, provider.type(), id, asked.subList(2, asked.size()));
  }

  private static int inside(List<String> below) {
    for (int i = 0; i < below.size(); i++) {
      if (named(below, i, "providers")) {
        return i;
      }
    }
    return -1;
  }

  /** The provider of a path that begins with {@code providers}. */
  private Optional<ExtensionProvider> extension(List<String> path) {
    return path.size() < 3
        ? Optional.empty()
        : extensions.stream()
            .filter(e -> e.type().equalsIgnoreCase(path.get(1) + "/" + path.get(2)))
            .findFirst();
  }

  private static String action(Arm.Request request, List<String> below) {
    return switch (request.method()) {
      case "POST" -> "/" + String.join("/", below) + "/action";
      case "DELETE" -> "/delete";
      default -> "/write";
    };
  }

  /** {@code …/locations/{location}/azureAsyncOperation|operationResults/{id}}. */
  private Arm.Response operation(Arm.Request request, List<String> rest) {
    Optional<AsyncOperations.Operation> found =
        rest.size() == 6 ? operations.find(rest.get(5)) : Optional.empty();
    AsyncOperations.Operation operation =
        found.orElseThrow(() ->
            new Arm.Failure(404, "OperationNotFound", "The requested operation does not exist."));
    return switch (rest.get(4).toLowerCase(Locale.ROOT)) {
      case "azureasyncoperation" ->
          new Arm.Response(
              200, operation.json(), operation.running() ? Map.of("Retry-After", "1") : Map.of());
      case "operationresults" -> result(request, operation);
      default -> throw Arm.Failure.noSuchPath(request);
    };
  }

  private static Arm.Response result(Arm.Request request, AsyncOperations.Operation operation) {
    return switch (operation.status()) {
      case "InProgress" ->
          new Arm.Response(
              202,
              Arm.object(),
              Map.of(
                  "Location",
                  "%s/%s?api-version=%s"
                      .formatted(
                          request.base(),
                          String.join("/", request.segments()),
                          request.apiVersion()),
                  "Retry-After",
                  "1"));
      case "Succeeded" -> Arm.Response.empty(204);
      default -> new Arm.Response(500, Arm.wrapped(operation.error()), Map.of());
    };
  }

  private static void requireGet(Arm.Request request) {
    if (!request.is("GET")) {
      throw Arm.Failure.methodNotAllowed(request);
    }
  }

  private static boolean named(List<String> path, int index, String name) {
    return index < path.size() && path.get(index).equalsIgnoreCase(name);
  }

  private static com.fasterxml.jackson.databind.node.ObjectNode subscription(AzureScope scope) {
    return Arm.object()
        .put("id", "/subscriptions/" + scope.subscription())
        .put("subscriptionId", scope.subscription())
        .put("tenantId", scope.tenant())
        .put("displayName", "Pilothouse local twin")
        .put("state", "Enabled");
  }
}

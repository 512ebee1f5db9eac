package io.pilothouse.localtwin.azure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what a resource manager path names and has it answered; names are caseless, as in Azure.
 */
final class ArmRouter {
  private final AzureEstate estate;
  private final List<ResourceProvider> providers;
  private final AsyncOperations operations;
  private final MetricQueries metrics;
  private final EndpointFaults faults;

  ArmRouter(
      AzureEstate estate,
      List<ResourceProvider> providers,
      AsyncOperations operations,
      MetricQueries metrics,
      EndpointFaults faults) {
    this.estate = estate;
    this.providers = List.copyOf(providers);
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
    if (path.size() < 2 || !named(path, 0, "subscriptions")) {
      throw Arm.Failure.noSuchPath(request);
    }
    AzureScope scope = estate.scope();
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
    if (named(rest, 0, "metrics:getbatch") && request.is("POST")) {
      return metrics.batch(request);
    }
    if (named(rest, 0, "resourcegroups")) {
      if (rest.size() == 1) {
        return Arm.Response.ok(Arm.page(List.of(group(scope))));
      }
      if (!rest.get(1).equalsIgnoreCase(scope.resourceGroup())) {
        throw new Arm.Failure(
            404,
            "ResourceGroupNotFound",
            "Resource group '%s' could not be found.".formatted(rest.get(1)));
      }
      return rest.size() == 2
          ? Arm.Response.ok(group(scope))
          : provider(request, rest.subList(2, rest.size()));
    }
    return provider(request, rest);
  }

  private Arm.Response provider(Arm.Request request, List<String> rest) {
    if (!named(rest, 0, "providers") || rest.size() < 3) {
      throw Arm.Failure.noSuchPath(request);
    }
    if (named(rest, 2, "locations")) {
      return operation(request, rest);
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
      throw forbidden(provider.type() + "/read", estate.scope().resourceGroupId());
    }
    if (rest.size() == 3) {
      requireGet(request);
      return Arm.Response.ok(Arm.page(provider.list()));
    }
    String name = rest.get(3);
    List<String> below = rest.subList(4, rest.size());
    if (named(below, 0, "providers") && named(below, 1, "microsoft.insights")) {
      requireGet(request);
      // Monitor knows no resource that resource manager does not.
      provider.answer(request, name, List.of());
      return metrics.answer(
          request,
          provider.type(),
          estate.scope().resourceId(provider.type(), name),
          below.subList(2, below.size()));
    }
    if (!request.mayWrite() && !request.is("GET")) {
      throw forbidden(
          provider.type() + action(request, below),
          estate.scope().resourceId(provider.type(), name));
    }
    return provider.answer(request, name, below);
  }

  private static String action(Arm.Request request, List<String> below) {
    return switch (request.method()) {
      case "POST" -> "/" + String.join("/", below) + "/action";
      case "DELETE" -> "/delete";
      default -> "/write";
    };
  }

  private static Arm.Failure forbidden(String action, String scope) {
    return new Arm.Failure(
        403,
        "AuthorizationFailed",
        "The client 'reader' with object id 'reader' does not have authorization to perform action '%s' over scope '%s' or the scope is invalid. If access was recently granted, please refresh your credentials."
            .formatted(action, scope));
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
      case "operationresults" ->
          switch (operation.status()) {
            case "InProgress" -> new Arm.Response(202, Arm.object(), Map.of("Retry-After", "1"));
            case "Succeeded" -> Arm.Response.empty(204);
            default -> new Arm.Response(500, Arm.wrapped(operation.error()), Map.of());
          };
      default -> throw Arm.Failure.noSuchPath(request);
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

  private static com.fasterxml.jackson.databind.node.ObjectNode group(AzureScope scope) {
    var group =
        Arm.object()
            .put("id", scope.resourceGroupId())
            .put("name", scope.resourceGroup())
            .put("type", "Microsoft.Resources/resourceGroups")
            .put("location", scope.location());
    group.putObject("properties").put("provisioningState", "Succeeded");
    return group;
  }
}

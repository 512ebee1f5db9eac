package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.azure.AsyncOperations.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The subscription's resource groups. Those of the estate hold resources; deleting one ends what
 * runs in it. A lock keeps a group from that. Thread-safe.
 */
final class ResourceGroups {
  private final AzureScope scope;
  private final AzureEffects effects;
  private final AsyncOperations operations;
  private final ResourceStore store;
  private final StoredExtensions locks;
  private final DeletedVaults vaults;
  private final Map<String, ObjectNode> groups = new TreeMap<>(); // guarded by this

  ResourceGroups(
      AzureScope scope,
      AzureEffects effects,
      AsyncOperations operations,
      ResourceStore store,
      StoredExtensions locks,
      DeletedVaults vaults) {
    this.scope = scope;
    this.effects = effects;
    this.operations = operations;
    this.store = store;
    this.locks = locks;
    this.vaults = vaults;
    groups.put(
        scope.resourceGroup().toLowerCase(Locale.ROOT),
        group(scope.resourceGroup(), Arm.object().put("location", scope.location())));
  }

  /** There is none any more. */
  synchronized void clear() {
    groups.clear();
  }

  synchronized boolean has(String name) {
    return groups.containsKey(name.toLowerCase(Locale.ROOT));
  }

  synchronized List<ObjectNode> list() {
    return List.copyOf(groups.values());
  }

  /** Answers for one group. */
  Arm.Response answer(Arm.Request request, String name) {
    if (!request.is("GET") && !request.is("HEAD") && !request.mayWrite()) {
      throw Arm.Failure.forbidden(
          "Microsoft.Resources/subscriptions/resourceGroups/"
              + (request.is("DELETE") ? "delete" : "write"),
          id(name));
    }
    return switch (request.method()) {
      case "HEAD" -> Arm.Response.empty(has(name) ? 204 : 404);
      case "GET" -> Arm.Response.ok(found(name));
      case "PUT" -> {
        if (!(request.body() instanceof ObjectNode body) || !body.path("location").isTextual()) {
          throw new Arm.Failure(
              400, "LocationRequired", "The location property is required for this definition.");
        }
        refuseMove(name, body);
        boolean existed = has(name);
        yield new Arm.Response(existed ? 200 : 201, put(name, body), Map.of());
      }
      case "DELETE" -> delete(request, name);
      default -> throw Arm.Failure.methodNotAllowed(request);
    };
  }

  private void refuseMove(String name, ObjectNode body) {
    if (has(name)
        && !WhatIf.same("location", body.path("location"), found(name).path("location"))) {
      throw new Arm.Failure(
          409,
          "InvalidResourceGroupLocation",
          "Invalid resource group location '%s'. The Resource group already exists in location '%s'."
              .formatted(body.path("location").asText(), found(name).path("location").asText()));
    }
  }

  private synchronized ObjectNode put(String name, ObjectNode body) {
    ObjectNode group = group(name, body);
    groups.put(name.toLowerCase(Locale.ROOT), group);
    return group;
  }

  private ObjectNode group(String name, ObjectNode body) {
    ObjectNode group =
        Arm.object()
            .put("id", id(name))
            .put("name", name)
            .put("type", "Microsoft.Resources/resourceGroups")
            .put("location", body.path("location").asText());
    if (body.has("tags")) {
      group.set("tags", body.path("tags").deepCopy());
    }
    group.putObject("properties").put("provisioningState", "Succeeded");
    return group;
  }

  private Arm.Response delete(Arm.Request request, String name) {
    ObjectNode group = found(name);
    List<ObjectNode> held = locks.about(id(name));
    if (!held.isEmpty()) {
      throw new Arm.Failure(
          409,
          "ScopeLocked",
          "The scope '%s' cannot perform delete operation because following scope(s) are locked: '%s'. Please remove the lock and try again."
              .formatted(id(name), id(name)));
    }
    Operation operation =
        operations.begin(
            id(name),
            "delete-group",
            () -> {
              if (name.equalsIgnoreCase(scope.resourceGroup())) {
                effects.removeAll();
              }
              vaults.keep(group.path("id").asText());
              store.removeBelow(id(name));
              store.removeBelow(ResourceSettings.key(id(name)));
              store.removeBelow(VaultSecrets.key(id(name)));
              synchronized (this) {
                groups.remove(name.toLowerCase(Locale.ROOT));
              }
            },
            ended -> {});
    return new Arm.Response(
        202,
        Arm.object().path("none"),
        Map.of(
            "Location",
            "%s/subscriptions/%s/operationresults/%s?api-version=%s"
                .formatted(
                    request.base(), scope.subscription(), operation.id(), request.apiVersion()),
            "Retry-After",
            "1"));
  }

  private synchronized ObjectNode found(String name) {
    return Optional.ofNullable(groups.get(name.toLowerCase(Locale.ROOT)))
        .orElseThrow(() -> absent(name));
  }

  static Arm.Failure absent(String name) {
    return new Arm.Failure(
        404, "ResourceGroupNotFound", "Resource group '%s' could not be found.".formatted(name));
  }

  private String id(String name) {
    return "/subscriptions/" + scope.subscription() + "/resourceGroups/" + name;
  }
}

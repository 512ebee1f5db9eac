package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Makes a resource in a long-running operation, as the resource manager answers it: 201 with the
 * address where the operation's state is read.
 */
record NewResource(
    AzureEstate estate,
    AzureEffects effects,
    ResourceSettings settings,
    AsyncOperations operations) {
  /** What the twin answers by itself, whatever was declared. */
  static final List<String> LIVE = List.of("/properties/provisioningState");

  /**
   * The declared resource, which says where it is to be.
   *
   * @throws Arm.Failure if it does not
   */
  static ObjectNode declared(Arm.Request request) {
    if (request.body() instanceof ObjectNode body && body.path("location").isTextual()) {
      return body;
    }
    throw new Arm.Failure(
        400, "LocationRequired", "The location property is required for this definition.");
  }

  Arm.Response make(Arm.Request request, String type, String name, ObjectNode body) {
    String id = estate.scope().resourceId(type, name);
    var operation =
        operations.begin(
            id,
            "create",
            () -> {
              effects.create(type, name, body);
              settings.declare(id, body, LIVE);
            },
            ended -> {});
    ObjectNode making = Arm.object().put("id", id).put("name", name).put("type", type);
    making.set("location", body.path("location"));
    making.putObject("properties").put("provisioningState", "Creating");
    return new Arm.Response(
        201,
        making,
        Map.of(
            "Azure-AsyncOperation",
            "%s/subscriptions/%s/providers/%s/locations/%s/azureAsyncOperation/%s?api-version=%s"
                .formatted(
                    request.base(),
                    estate.scope().subscription(),
                    type.substring(0, type.indexOf('/')),
                    estate.scope().location(),
                    operation.id(),
                    request.apiVersion()),
            "Retry-After",
            "1"));
  }
}

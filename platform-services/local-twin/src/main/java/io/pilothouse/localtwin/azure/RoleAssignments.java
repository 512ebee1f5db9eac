package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * {@code Microsoft.Authorization/roleAssignments}: who may do what by the endpoint's two tokens.
 * Role definitions go by Azure's own ids.
 */
final class RoleAssignments implements ExtensionProvider {
  private static final Map<String, String> ROLES =
      Map.of(
          "operator", "b24988ac-6180-42a0-ab88-20f7382dd24c", // Contributor
          "reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7"); // Reader

  private final AzureScope scope;

  RoleAssignments(AzureScope scope) {
    this.scope = scope;
  }

  @Override
  public String type() {
    return "Microsoft.Authorization/roleAssignments";
  }

  @Override
  public Arm.Response answer(Arm.Request request, String about, List<String> rest) {
    if (!request.is("GET") || rest.size() > 1) {
      throw Arm.Failure.methodNotAllowed(request);
    }
    List<ObjectNode> all = ROLES.keySet().stream().sorted().map(this::assignment).toList();
    if (rest.isEmpty()) {
      return Arm.Response.ok(Arm.page(all));
    }
    return all.stream()
        .filter(a -> a.path("name").asText().equalsIgnoreCase(rest.getFirst()))
        .findFirst()
        .map(Arm.Response::ok)
        .orElseThrow(() ->
            new Arm.Failure(
                404,
                "RoleAssignmentNotFound",
                "The role assignment '%s' is not found.".formatted(rest.getFirst())));
  }

  private ObjectNode assignment(String principal) {
    String name = identity(principal + "/assignment");
    ObjectNode json =
        Arm.object()
            .put("id", scope.resourceGroupId() + "/providers/" + type() + "/" + name)
            .put("name", name)
            .put("type", type());
    json.putObject("properties")
        .put(
            "roleDefinitionId",
            "/subscriptions/%s/providers/Microsoft.Authorization/roleDefinitions/%s"
                .formatted(scope.subscription(), ROLES.get(principal)))
        .put("principalId", identity(principal))
        .put("principalType", "ServicePrincipal")
        .put("description", principal)
        .put("scope", scope.resourceGroupId());
    return json;
  }

  private String identity(String of) {
    String text = scope.subscription() + "/" + of;
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}

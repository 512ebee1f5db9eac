package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * {@code Microsoft.Authorization/roleAssignments}: who may do what by the endpoint's two tokens,
 * and those that were written, which are kept and change nothing. Role definitions go by Azure's
 * own ids.
 */
final class RoleAssignments implements ExtensionProvider {
  private static final Map<String, String> ROLES =
      Map.of(
          "operator", "b24988ac-6180-42a0-ab88-20f7382dd24c", // Contributor
          "reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7"); // Reader

  private final AzureScope scope;
  private final StoredExtensions written;

  RoleAssignments(AzureScope scope, ResourceStore store) {
    this.scope = scope;
    this.written = new StoredExtensions(type(), store);
  }

  @Override
  public String type() {
    return "Microsoft.Authorization/roleAssignments";
  }

  @Override
  public Arm.Response answer(Arm.Request request, String about, List<String> rest) {
    List<ObjectNode> own = ROLES.keySet().stream().sorted().map(this::assignment).toList();
    if (rest.isEmpty() && request.is("GET")) {
      return Arm.Response.ok(
          Arm.page(Stream.concat(own.stream(), written.about(about).stream()).toList()));
    }
    return own.stream()
        .filter(a -> request.is("GET") && a.path("name").asText().equalsIgnoreCase(rest.getFirst()))
        .findFirst()
        .map(Arm.Response::ok)
        .orElseGet(() -> written.answer(request, about, rest));
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

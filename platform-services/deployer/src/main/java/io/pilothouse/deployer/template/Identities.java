package io.pilothouse.deployer.template;

import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Identities and what they may do. Each service has one of its own, which its pods sign in with by
 * the cluster's tokens; the cluster has one for itself and one for its nodes.
 */
final class Identities {
  /** Azure's built-in roles, by their ids, which are the same in every tenant. */
  enum Role {
    ACR_PULL("7f951dda-4ed3-4680-a7ca-43fe172d538d"),
    KEY_VAULT_SECRETS_USER("4633458b-17de-408a-b874-0445c86b69e6"),
    KEY_VAULT_SECRETS_OFFICER("b86a8fe4-44ce-4948-aee5-eccb2c155cd7"),
    SERVICE_BUS_DATA_SENDER("69a216fc-b8fb-44d8-bc22-1f3c2cd27a39"),
    SERVICE_BUS_DATA_RECEIVER("4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0"),
    EVENT_HUBS_DATA_SENDER("2b629674-e913-4c01-ae53-ef4638d8f975"),
    STORAGE_BLOB_DATA_CONTRIBUTOR("ba92f5b4-2d11-453d-a403-e96b0029c9fe"),
    NETWORK_CONTRIBUTOR("4d97b98b-1d4f-4787-a291-c67834d212e7"),
    MANAGED_IDENTITY_OPERATOR("f1a07417-d97a-45cb-824c-7a7467783830"),
    CONTRIBUTOR("b24988ac-6180-42a0-ab88-20f7382dd24c"),
    READER("acdd72a7-3385-48ef-bd42-f606fba81ae7"),
    POSTGRESQL_LONG_TERM_RETENTION_BACKUP("c088a766-074b-43ba-90d4-1fb21feae531");

    private final String id;

    Role(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }
  }

  private final Draft draft;

  Identities(Draft draft) {
    this.draft = draft;
  }

  /** Id of the identity of the cluster itself. */
  String cluster() {
    return id("cluster");
  }

  /** Id of the identity of the cluster's nodes. */
  String kubelet() {
    return id("kubelet");
  }

  /** Id of a service's identity. */
  String service(Service service) {
    return id(service.id());
  }

  private String id(String whose) {
    return draft.id(ResourceType.IDENTITY, name(whose));
  }

  private String name(String whose) {
    return draft.names().of(ResourceType.IDENTITY, "id", whose);
  }

  /** Writes one identity. Returns its id. */
  String write(String whose, Optional<String> component) {
    return draft.add(ResourceType.IDENTITY, name(whose), component, List.of(), Json.object());
  }

  /** Writes the identities of the services, which trust the cluster's tokens. */
  void services(String cluster) {
    for (Service service : draft.blueprint().services()) {
      String identity = write(service.id(), Draft.of(service));
      draft.add(
          ResourceType.FEDERATED_CREDENTIAL,
          name(service.id()) + "/kubernetes",
          Optional.empty(),
          List.of(identity, cluster),
          Json.object(
              "properties",
              Json.object(
                  "issuer",
                  Expressions.reference(
                      cluster, ResourceType.CLUSTER, "oidcIssuerProfile.issuerURL"),
                  "subject",
                  "system:serviceaccount:"
                      + draft.blueprint().cluster().namespace()
                      + ":"
                      + service.deployment()
                      + "-sa",
                  "audiences",
                  List.of("api://AzureADTokenExchange"))));
    }
  }

  /** Lets an identity do what a role says, on one resource and what is in it. Returns its id. */
  String grant(String identity, Role role, String scope, List<String> dependsOn) {
    var before = new ArrayList<>(dependsOn);
    before.add(identity);
    return grantTo(
        identity,
        Expressions.reference(identity, ResourceType.IDENTITY, "principalId"),
        role,
        scope,
        before);
  }

  /** The same for an identity that Azure makes itself. @param who names it among ours */
  String grantTo(String who, String principal, Role role, String scope, List<String> dependsOn) {
    String name = ResourceNames.assignment(scope, who, role.id());
    return draft.addOn(
        scope,
        ResourceType.ROLE_ASSIGNMENT,
        name,
        dependsOn,
        Json.object(
            "properties",
            Json.object(
                "roleDefinitionId",
                roleDefinition(role),
                "principalId",
                principal,
                "principalType",
                "ServicePrincipal")));
  }

  String roleDefinition(Role role) {
    return "/subscriptions/"
        + draft.target().subscription()
        + "/providers/Microsoft.Authorization/roleDefinitions/"
        + role.id();
  }
}

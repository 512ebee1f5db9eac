package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.deployer.values.ServerRoles;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Identities and what they may do. Each service has one of its own, which its pods sign in with by
 * the cluster's tokens; the cluster has one for itself and one for its nodes.
 */
final class Identities {
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

  /** Id of the identity of the Job that makes the services' roles in the databases. */
  String databaseRoles() {
    return id(ServerRoles.JOB);
  }

  /** Writes the identities of the services, which trust the cluster's tokens. */
  void services(String cluster) {
    for (Service service : draft.blueprint().services()) {
      trusting(cluster, service.id(), Draft.of(service), service.deployment());
    }
  }

  /** Writes the identity of the Job, likewise. */
  void databaseRoles(String cluster) {
    trusting(cluster, ServerRoles.JOB, Optional.empty(), ServerRoles.JOB);
  }

  private void trusting(String cluster, String whose, Optional<String> component, String workload) {
    String identity = write(whose, component);
    draft.add(
        ResourceType.FEDERATED_CREDENTIAL,
        name(whose) + "/kubernetes",
        Optional.empty(),
        List.of(identity, cluster),
        Json.object(
            "properties",
            Json.object(
                "issuer",
                Expressions.reference(cluster, ResourceType.CLUSTER, "oidcIssuerProfile.issuerURL"),
                "subject",
                "system:serviceaccount:"
                    + draft.blueprint().cluster().namespace()
                    + ":"
                    + workload
                    + "-sa",
                "audiences",
                List.of("api://AzureADTokenExchange"))));
  }

  /** Lets an identity do what a role says, on one resource and what is in it. Returns its id. */
  String grant(String identity, BuiltInRole role, String scope, List<String> dependsOn) {
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
  String grantTo(
      String who, String principal, BuiltInRole role, String scope, List<String> dependsOn) {
    String name = ResourceNames.assignment(scope, who, role.id());
    return draft.addOn(
        scope, ResourceType.ROLE_ASSIGNMENT, name, dependsOn, assignment(role, principal));
  }

  /** Lets an identity do what a role says in the whole resource group. Returns its id. */
  String grantInGroup(String who, String principal, BuiltInRole role, List<String> dependsOn) {
    return draft.add(
        ResourceType.ROLE_ASSIGNMENT,
        ResourceNames.assignment(draft.groupId(), who, role.id()),
        Optional.empty(),
        dependsOn,
        assignment(role, principal));
  }

  private ObjectNode assignment(BuiltInRole role, String principal) {
    return Json.object(
        "properties",
        Json.object(
            "roleDefinitionId",
            roleDefinition(role),
            "principalId",
            principal,
            "principalType",
            "ServicePrincipal"));
  }

  private String roleDefinition(BuiltInRole role) {
    return "/subscriptions/"
        + draft.target().subscription()
        + "/providers/Microsoft.Authorization/roleDefinitions/"
        + role.id();
  }
}

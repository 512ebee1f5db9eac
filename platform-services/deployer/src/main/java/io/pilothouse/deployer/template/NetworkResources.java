package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.sharedmodel.blueprint.Entrance;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Subnet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The virtual network with its subnets and their security groups. */
final class NetworkResources {
  /** Resource providers that a subnet can have a service endpoint for. */
  private static final Set<String> SERVICE_ENDPOINTS =
      Set.of(
          "Microsoft.Storage",
          "Microsoft.Storage.Global",
          "Microsoft.Sql",
          "Microsoft.AzureCosmosDB",
          "Microsoft.KeyVault",
          "Microsoft.ServiceBus",
          "Microsoft.EventHub",
          "Microsoft.AzureActiveDirectory",
          "Microsoft.Web",
          "Microsoft.CognitiveServices",
          "Microsoft.ContainerRegistry");

  private static final String DATABASE_DELEGATION = "Microsoft.DBforPostgreSQL/flexibleServers";

  private final Draft draft;
  private final NetworkPlan plan;

  NetworkResources(Draft draft, NetworkPlan plan) {
    this.draft = draft;
    this.plan = plan;
  }

  /** Writes them; every subnet has been asked for. */
  void write() {
    Map<String, String> groups = groups();
    ArrayNode subnets = Json.list();
    for (var subnet : plan.subnets()) {
      subnets.add(subnet(subnet, Optional.ofNullable(groups.get(subnet.name()))));
    }
    draft.add(
        ResourceType.VIRTUAL_NETWORK,
        plan.name(),
        draft.blueprint().network().map(Network::id),
        groups.values(),
        Json.object(
            "properties",
            Json.object(
                "addressSpace",
                Json.object("addressPrefixes", List.of(plan.addressSpace())),
                "subnets",
                subnets)));
  }

  private ObjectNode subnet(NetworkPlan.Planned subnet, Optional<String> securityGroup) {
    return Json.object(
        "name",
        subnet.name(),
        "properties",
        Json.object(
            "addressPrefix",
            subnet.prefix(),
            "networkSecurityGroup",
            securityGroup.map(id -> Json.object("id", id)),
            "delegations",
            delegation(subnet),
            "serviceEndpoints",
            serviceEndpoints(subnet),
            // What the groups say holds for private endpoints too.
            "privateEndpointNetworkPolicies",
            "Enabled"));
  }

  /** Of the delegations that a document can ask for, only a database server's is used. */
  private Optional<List<ObjectNode>> delegation(NetworkPlan.Planned subnet) {
    Optional<String> documented = subnet.component().flatMap(Subnet::delegation);
    boolean integrated =
        draft.blueprint().databaseServers().stream()
            .anyMatch(server ->
                DatabaseNetworking.of(draft.blueprint(), server)
                        == DatabaseNetworking.VIRTUAL_NETWORK
                    && server.subnet().equals(subnet.component().map(Subnet::id)));
    if (integrated) {
      return Optional.of(
          List.of(
              Json.object(
                  "name",
                  "postgresql",
                  "properties",
                  Json.object("serviceName", DATABASE_DELEGATION))));
    }
    documented.ifPresent(_ ->
        draft.correct(subnet.component().orElseThrow().id(), "delegation", "-", "no-delegation"));
    return Optional.empty();
  }

  private Optional<List<ObjectNode>> serviceEndpoints(NetworkPlan.Planned subnet) {
    List<String> services =
        subnet.component().map(Subnet::serviceEndpoints).orElse(List.of()).stream()
            .map(service -> service.contains(".") ? service : "Microsoft." + service)
            .toList();
    services.stream()
        .filter(service -> !SERVICE_ENDPOINTS.contains(service))
        .forEach(service ->
            draft.correct(
                subnet.component().orElseThrow().id(),
                "serviceEndpoints",
                "-",
                "no-service-endpoint",
                service));
    List<ObjectNode> known =
        services.stream()
            .filter(SERVICE_ENDPOINTS::contains)
            .map(service -> Json.object("service", service))
            .toList();
    return known.isEmpty() ? Optional.empty() : Optional.of(known);
  }

  /** Ids of the security groups, by the name of their subnet. */
  private Map<String, String> groups() {
    var groups = new LinkedHashMap<String, String>();
    for (var subnet : plan.subnets()) {
      List<ObjectNode> rules = new SecurityRules(draft, plan).of(subnet, gateway(subnet));
      if (!rules.isEmpty()) {
        groups.put(
            subnet.name(),
            draft.add(
                ResourceType.SECURITY_GROUP,
                draft.names().of(ResourceType.SECURITY_GROUP, "nsg", subnet.name()),
                subnet.component().map(Subnet::id),
                List.of(),
                Json.object("properties", Json.object("securityRules", rules))));
      }
    }
    return groups;
  }

  private boolean gateway(NetworkPlan.Planned subnet) {
    return draft
        .blueprint()
        .entrance()
        .flatMap(Entrance::applicationGateway)
        .filter(gateway -> plan.gateway(gateway).equals(subnet))
        .isPresent();
  }
}

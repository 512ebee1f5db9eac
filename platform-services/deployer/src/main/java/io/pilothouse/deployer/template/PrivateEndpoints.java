package io.pilothouse.deployer.template;

import io.pilothouse.sharedmodel.blueprint.Network;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Private endpoints with the DNS zones by which their addresses are found. */
final class PrivateEndpoints {
  private final Draft draft;
  private final NetworkPlan plan;
  private final Set<String> zones = new LinkedHashSet<>();

  /**
   * A kind of thing that a private endpoint leads to.
   *
   * @param group Azure's name of the part of the resource
   * @param member its name of the address in the group
   * @param zone of DNS
   */
  record Kind(String group, String member, String zone) {
    static final Kind POSTGRESQL =
        new Kind("postgresqlServer", "postgresqlServer", "privatelink.postgres.database.azure.com");
    static final Kind REDIS =
        new Kind("redisCache", "redisCache", "privatelink.redis.cache.windows.net");
    static final Kind MANAGED_REDIS =
        new Kind("redisEnterprise", "redisEnterprise", "privatelink.redis.azure.net");
    static final Kind BROKER =
        new Kind("namespace", "namespace", "privatelink.servicebus.windows.net");
    static final Kind VAULT = new Kind("vault", "default", "privatelink.vaultcore.azure.net");
    static final Kind BLOB = new Kind("blob", "blob", "privatelink.blob.core.windows.net");
    static final Kind REGISTRY = new Kind("registry", "registry", "privatelink.azurecr.io");
  }

  PrivateEndpoints(Draft draft, NetworkPlan plan) {
    this.draft = draft;
    this.plan = plan;
  }

  /** Writes the endpoint of a resource, in the subnet and at the address that the document has. */
  void write(String component, String resource, Kind kind) {
    NetworkPlan.Planned subnet = plan.endpoints(component);
    String name = draft.names().of(ResourceType.PRIVATE_ENDPOINT, "pe", component);
    String zone =
        zone(
            plan.endpoint(component).flatMap(Network.PrivateEndpoint::dnsZone).orElse(kind.zone()));
    String id =
        draft.add(
            ResourceType.PRIVATE_ENDPOINT,
            name,
            plan.endpoint(component)
                .map(Network.PrivateEndpoint::id)
                .or(() -> Optional.of(component)),
            List.of(plan.id(), resource),
            Json.object(
                "properties",
                Json.object(
                    "subnet",
                    Json.object("id", plan.id(subnet)),
                    "privateLinkServiceConnections",
                    List.of(
                        Json.object(
                            "name",
                            component,
                            "properties",
                            Json.object(
                                "privateLinkServiceId",
                                resource,
                                "groupIds",
                                List.of(kind.group())))),
                    "ipConfigurations",
                    address(component, subnet)
                        .map(address ->
                            List.of(
                                Json.object(
                                    "name",
                                    component,
                                    "properties",
                                    Json.object(
                                        "groupId",
                                        kind.group(),
                                        "memberName",
                                        kind.member(),
                                        "privateIPAddress",
                                        address)))))));
    draft.add(
        ResourceType.ZONE_GROUP,
        name + "/default",
        Optional.empty(),
        List.of(id, zone),
        Json.object(
            "properties",
            Json.object(
                "privateDnsZoneConfigs",
                List.of(
                    Json.object(
                        "name", component, "properties", Json.object("privateDnsZoneId", zone))))));
  }

  /** The address that the document gives, where it lies in the subnet. */
  private Optional<String> address(String component, NetworkPlan.Planned subnet) {
    Optional<Network.PrivateEndpoint> endpoint = plan.endpoint(component);
    Optional<String> address = endpoint.flatMap(Network.PrivateEndpoint::address);
    if (address.filter(a -> !NetworkPlan.holds(subnet, a)).isPresent()) {
      draft.correct(
          endpoint.orElseThrow().id(),
          "address",
          subnet.prefix(),
          "endpoint-address",
          address.orElseThrow(),
          subnet.name());
      return Optional.empty();
    }
    return address;
  }

  /** A zone with its link to the network, written once. Returns its id. */
  String zone(String name) {
    String id = draft.id(ResourceType.PRIVATE_ZONE, name);
    if (zones.add(name)) {
      draft.add(ResourceType.PRIVATE_ZONE, name, Optional.empty(), List.of(), Json.object());
      draft.add(
          ResourceType.ZONE_LINK,
          name + "/" + plan.name(),
          Optional.empty(),
          List.of(id, plan.id()),
          Json.object(
              "properties",
              Json.object(
                  "registrationEnabled", false, "virtualNetwork", Json.object("id", plan.id()))));
    }
    return id;
  }
}

package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.sharedmodel.blueprint.Entrance;
import io.pilothouse.sharedmodel.blueprint.Entrance.ApplicationGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The application gateway with its firewall and public address. Where the cluster's ingress
 * controller sets its listeners and backends, these are what it starts from.
 */
final class GatewayResources {
  private static final String FRONT = "public";
  private static final String PORT = "http";
  private static final String LISTENER = "http";
  private static final String BACKENDS = "aks-backend";
  private static final String SETTINGS = "http";

  private final Draft draft;
  private final NetworkPlan plan;

  GatewayResources(Draft draft, NetworkPlan plan) {
    this.draft = draft;
    this.plan = plan;
  }

  private Optional<ApplicationGateway> documented() {
    return draft.blueprint().entrance().flatMap(Entrance::applicationGateway);
  }

  private String name() {
    ApplicationGateway gateway = documented().orElseThrow();
    return draft
        .target()
        .choices()
        .names()
        .getOrDefault(gateway.id(), draft.names().of(ResourceType.GATEWAY, "agw"));
  }

  /** The host name of its public address. */
  Optional<String> host() {
    return documented()
        .map(_ -> label() + "." + draft.region().toLowerCase(Locale.ROOT) + ".cloudapp.azure.com");
  }

  private String label() {
    return draft.names().label();
  }

  /** Whether the cluster's ingress controller sets it. */
  boolean setByCluster() {
    return draft
        .blueprint()
        .cluster()
        .ingress()
        .map(words -> words.toLowerCase(Locale.ROOT))
        .map(words -> words.contains("application gateway") || words.contains("agic"))
        .orElse(true);
  }

  /** Id of the gateway that the cluster's ingress controller sets, if it does. */
  Optional<String> ofCluster() {
    return documented()
        .filter(_ -> setByCluster())
        .map(_ -> draft.id(ResourceType.GATEWAY, name()));
  }

  /** The subnet that it has for itself. */
  NetworkPlan.Planned subnet() {
    return plan.gateway(documented().orElseThrow());
  }

  /** Writes it, if the document has one. */
  void write() {
    documented().ifPresent(this::write);
  }

  private void write(ApplicationGateway gateway) {
    NetworkPlan.Planned subnet = plan.gateway(gateway);
    List<String> zones = zones(gateway);
    String address =
        draft.add(
            ResourceType.PUBLIC_ADDRESS,
            draft.names().of(ResourceType.PUBLIC_ADDRESS, "pip"),
            Optional.empty(),
            List.of(),
            Json.object(
                "sku",
                Json.object("name", "Standard"),
                "zones",
                zones,
                "properties",
                Json.object(
                    "publicIPAllocationMethod",
                    "Static",
                    "dnsSettings",
                    Json.object("domainNameLabel", label()))));
    var before = new ArrayList<>(List.of(plan.id(), address));
    Optional<String> firewall =
        gateway.firewall().map(f -> new GatewayFirewall(draft).write(gateway, f));
    firewall.ifPresent(before::add);
    if (!setByCluster()) {
      draft.assume(gateway.id(), "backendPool", "-", "no-backends");
    }
    draft.assume(gateway.id(), "listener", "HTTP 80", "no-certificate");
    draft.add(
        ResourceType.GATEWAY,
        name(),
        Draft.of(gateway),
        before,
        Json.object("zones", zones, "properties", properties(gateway, subnet, address, firewall)));
  }

  private List<String> zones(ApplicationGateway gateway) {
    if (gateway.zones().isEmpty()) {
      draft.assume(gateway.id(), "zones", "1, 2, 3", "gateway-zones");
      return List.of("1", "2", "3");
    }
    return gateway.zones();
  }

  private ObjectNode properties(
      ApplicationGateway gateway,
      NetworkPlan.Planned subnet,
      String address,
      Optional<String> firewall) {
    String sku = sku(gateway);
    if (gateway.capacity().isEmpty()) {
      draft.assume(gateway.id(), "capacity", 2, "gateway-capacity");
    }
    int capacity = gateway.capacity().orElse(2);
    var fronts = new ArrayList<ObjectNode>();
    fronts.add(
        Json.object(
            "name",
            FRONT,
            "properties",
            Json.object("publicIPAddress", Json.object("id", address))));
    gateway
        .privateAddress()
        .ifPresent(own ->
            fronts.add(
                Json.object(
                    "name",
                    "private",
                    "properties",
                    Json.object(
                        "privateIPAddress",
                        own,
                        "privateIPAllocationMethod",
                        "Static",
                        "subnet",
                        Json.object("id", plan.id(subnet))))));
    return Json.object(
        "sku",
        Json.object(
            "name",
            sku,
            "tier",
            sku,
            "capacity",
            gateway.autoscaling() ? Optional.empty() : Optional.of(capacity)),
        "autoscaleConfiguration",
        gateway.autoscaling()
            ? Optional.of(Json.object("minCapacity", capacity, "maxCapacity", capacity * 5))
            : Optional.empty(),
        "gatewayIPConfigurations",
        List.of(
            Json.object(
                "name",
                "subnet",
                "properties",
                Json.object("subnet", Json.object("id", plan.id(subnet))))),
        "frontendIPConfigurations",
        fronts,
        "frontendPorts",
        List.of(Json.object("name", PORT, "properties", Json.object("port", 80))),
        "backendAddressPools",
        List.of(Json.object("name", BACKENDS, "properties", Json.object())),
        "backendHttpSettingsCollection",
        List.of(
            Json.object(
                "name",
                SETTINGS,
                "properties",
                Json.object(
                    "port",
                    80,
                    "protocol",
                    "Http",
                    "cookieBasedAffinity",
                    "Disabled",
                    "requestTimeout",
                    30))),
        "httpListeners",
        List.of(
            Json.object(
                "name",
                LISTENER,
                "properties",
                Json.object(
                    "frontendIPConfiguration",
                    part("frontendIPConfigurations", FRONT),
                    "frontendPort",
                    part("frontendPorts", PORT),
                    "protocol",
                    "Http"))),
        "requestRoutingRules",
        List.of(
            Json.object(
                "name",
                "services",
                "properties",
                Json.object(
                    "ruleType",
                    "Basic",
                    "priority",
                    100,
                    "httpListener",
                    part("httpListeners", LISTENER),
                    "backendAddressPool",
                    part("backendAddressPools", BACKENDS),
                    "backendHttpSettings",
                    part("backendHttpSettingsCollection", SETTINGS)))),
        "sslPolicy",
        Json.object("policyType", "Predefined", "policyName", "AppGwSslPolicy20220101"),
        "enableHttp2",
        true,
        "firewallPolicy",
        firewall.map(id -> Json.object("id", id)));
  }

  /** A firewall runs on the SKU that has one only. */
  private String sku(ApplicationGateway gateway) {
    boolean firewall = gateway.firewall().isPresent();
    String wanted = firewall ? "WAF_v2" : "Standard_v2";
    if (!gateway.sku().equals(wanted)) {
      draft.correct(gateway.id(), "sku", wanted, "gateway-sku", gateway.sku(), wanted);
    }
    return wanted;
  }

  private ObjectNode part(String parts, String name) {
    return Json.object("id", draft.id(ResourceType.GATEWAY, name()) + "/" + parts + "/" + name);
  }
}

package io.pilothouse.localtwin.landscape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.azure.StoredResource;
import io.pilothouse.sharedmodel.blueprint.Entrance;
import io.pilothouse.sharedmodel.blueprint.Entrance.ApplicationGateway;
import io.pilothouse.sharedmodel.blueprint.Entrance.FrontDoor;
import io.pilothouse.sharedmodel.blueprint.Entrance.WebApplicationFirewall;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Front Door, Application Gateway and the firewall's policy. Pure. */
final class EntranceLandscape {
  private static final String GATEWAYS = "Microsoft.Network/applicationGateways";
  private static final String POLICIES =
      "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies";
  private static final Pattern RULE_SET =
      Pattern.compile("(OWASP)[^0-9]*([0-9]+\\.[0-9]+)", Pattern.CASE_INSENSITIVE);

  /** The most instances that Azure proposes where nobody says how many. */
  private static final int MOST_INSTANCES = 10;

  private final ResourceNames names;

  EntranceLandscape(ResourceNames names) {
    this.names = names;
  }

  List<StoredResource> of(Entrance entrance) {
    var all = new ArrayList<StoredResource>();
    entrance
        .applicationGateway()
        .ifPresent(gateway -> {
          gateway.firewall().ifPresent(firewall -> all.add(policy(gateway, firewall)));
          all.add(gateway(gateway));
        });
    entrance.frontDoor().ifPresent(frontDoor -> all.addAll(frontDoor(frontDoor)));
    return all;
  }

  private StoredResource gateway(ApplicationGateway gateway) {
    ObjectNode body = names.tracked();
    ArrayNode zones = body.putArray("zones");
    gateway.zones().forEach(zones::add);
    ObjectNode properties = body.putObject("properties");
    properties.put("operationalState", "Running");
    ObjectNode sku =
        properties.putObject("sku").put("name", gateway.sku()).put("tier", gateway.sku());
    if (gateway.autoscaling()) {
      int least = gateway.capacity().orElse(0);
      properties
          .putObject("autoscaleConfiguration")
          .put("minCapacity", least)
          .put("maxCapacity", Math.max(least, MOST_INSTANCES));
    } else {
      gateway.capacity().ifPresent(capacity -> sku.put("capacity", capacity));
    }
    gateway
        .subnet()
        .flatMap(names::subnetId)
        .ifPresent(id ->
            named(properties.putArray("gatewayIPConfigurations"), "gateway-ip")
                .putObject("subnet")
                .put("id", id));
    frontends(properties, gateway);
    String id = names.id(GATEWAYS, gateway.id());
    named(properties.putArray("frontendPorts"), "port-443").put("port", 443);
    gateway
        .listener()
        .ifPresent(listener -> {
          ObjectNode inside =
              named(properties.putArray("httpListeners"), listener.split("[ (]", 2)[0])
                  .put("protocol", listener.contains("https") ? "Https" : "Http");
          inside.putObject("frontendPort").put("id", id + "/frontendPorts/port-443");
        });
    gateway
        .backendPool()
        .ifPresent(pool -> named(properties.putArray("backendAddressPools"), pool));
    gateway
        .firewall()
        .ifPresent(firewall ->
            properties.putObject("firewallPolicy").put("id", names.id(POLICIES, policy(gateway))));
    return new StoredResource(GATEWAYS, List.of(gateway.id()), body);
  }

  private void frontends(ObjectNode properties, ApplicationGateway gateway) {
    ArrayNode frontends = properties.putArray("frontendIPConfigurations");
    if (gateway.publicAddress().isPresent()) {
      named(frontends, "public")
          .putObject("publicIPAddress")
          .put("id", names.id("Microsoft.Network/publicIPAddresses", gateway.id() + "-ip"));
    }
    gateway
        .privateAddress()
        .ifPresent(address -> {
          ObjectNode inside =
              named(frontends, "private")
                  .put("privateIPAddress", address)
                  .put("privateIPAllocationMethod", "Static");
          gateway
              .subnet()
              .flatMap(names::subnetId)
              .ifPresent(subnet -> inside.putObject("subnet").put("id", subnet));
        });
  }

  private StoredResource policy(ApplicationGateway gateway, WebApplicationFirewall firewall) {
    ObjectNode body = names.tracked();
    ObjectNode properties = body.putObject("properties");
    properties
        .putObject("policySettings")
        .put("state", "Enabled")
        .put("mode", firewall.mode().orElse("Detection")) // the platform's default
        .put("requestBodyCheck", true);
    ArrayNode rules = properties.putArray("customRules");
    firewall
        .requestsPerMinutePerAddress()
        .ifPresent(limit -> {
          ObjectNode rule = rule(rules, "RateLimit", "RateLimitRule");
          rule.put("rateLimitThreshold", limit).put("rateLimitDuration", "OneMin");
          rule.putArray("groupByUserSession")
              .addObject()
              .putArray("groupByVariables")
              .addObject()
              .put("variableName", "ClientAddr");
          condition(rule, "IPMatch", List.of("0.0.0.0/0"));
        });
    if (!firewall.blockedCountries().isEmpty()) {
      condition(
          rule(rules, "BlockedCountries", "MatchRule"), "GeoMatch", firewall.blockedCountries());
    }
    ArrayNode sets = properties.putObject("managedRules").putArray("managedRuleSets");
    Matcher set = RULE_SET.matcher(firewall.policy().orElse(""));
    boolean named = set.find();
    sets.addObject()
        .put("ruleSetType", "OWASP")
        .put("ruleSetVersion", named ? set.group(2) : "3.2");
    return new StoredResource(POLICIES, List.of(policy(gateway)), body);
  }

  private static String policy(ApplicationGateway gateway) {
    return gateway.id() + "-firewall-policy";
  }

  private static ObjectNode rule(ArrayNode rules, String name, String type) {
    int priority = (rules.size() + 1) * 10;
    return rules
        .addObject()
        .put("name", name)
        .put("priority", priority)
        .put("state", "Enabled")
        .put("ruleType", type)
        .put("action", "Block");
  }

  private static void condition(ObjectNode rule, String operator, List<String> values) {
    ObjectNode condition = rule.putArray("matchConditions").addObject();
    condition.putArray("matchVariables").addObject().put("variableName", "RemoteAddr");
    condition.put("operator", operator).put("negationConditon", false);
    ArrayNode matched = condition.putArray("matchValues");
    values.forEach(matched::add);
  }

  private List<StoredResource> frontDoor(FrontDoor frontDoor) {
    ObjectNode profile = names.tracked("global");
    profile.putObject("sku").put("name", "Standard_AzureFrontDoor");
    profile.putObject("properties").put("resourceState", "Active");
    ObjectNode endpoint = names.tracked("global");
    endpoint
        .putObject("properties")
        .put("hostName", frontDoor.id() + ".z01.azurefd.net")
        .put("enabledState", "Enabled");
    return List.of(
        new StoredResource("Microsoft.Cdn/profiles", List.of(frontDoor.id()), profile),
        new StoredResource(
            "Microsoft.Cdn/profiles/afdEndpoints",
            List.of(frontDoor.id(), frontDoor.id()),
            endpoint));
  }

  /** Adds an element with a name, and hands out its properties. */
  private static ObjectNode named(ArrayNode array, String name) {
    return array.addObject().put("name", name).putObject("properties");
  }
}

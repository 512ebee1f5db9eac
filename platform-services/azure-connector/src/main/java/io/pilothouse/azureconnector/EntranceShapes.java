package io.pilothouse.azureconnector;

import io.pilothouse.sharedmodel.estate.ApplicationGateway;
import io.pilothouse.sharedmodel.estate.FirewallPolicy;
import io.pilothouse.sharedmodel.estate.FrontDoorProfile;
import io.pilothouse.sharedmodel.estate.KeyVault;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Gateways, firewalls, Front Door and vaults as the estate's records. Pure. */
final class EntranceShapes {
  private static final String UNKNOWN = "Unknown";

  private EntranceShapes() {}

  static ApplicationGateway gateway(ArmJson json) {
    ArmJson p = json.properties();
    Map<String, Integer> ports =
        p.objects("frontendPorts").stream()
            .filter(port -> port.properties().whole("port").isPresent())
            .collect(
                Collectors.toMap(
                    ArmJson::name, port -> port.properties().whole("port").orElse(0), (a, b) -> a));
    ArmJson scale = p.at("autoscaleConfiguration");
    return new ApplicationGateway(
        json.id(),
        json.name(),
        json.group(),
        json.location(),
        json.tags(),
        p.text("provisioningState").orElse(UNKNOWN),
        p.text("operationalState"),
        p.at("sku").text("name"),
        p.at("sku").text("tier"),
        p.at("sku").whole("capacity"),
        scale.whole("minCapacity"),
        scale.whole("maxCapacity"),
        json.texts("zones"),
        p.objects("gatewayIPConfigurations").stream()
            .flatMap(c -> c.properties().reference("subnet").stream())
            .distinct()
            .toList(),
        p.objects("frontendIPConfigurations").stream()
            .flatMap(c -> c.properties().text("privateIPAddress").stream())
            .toList(),
        p.objects("httpListeners").stream().map(l -> listener(l, ports)).toList(),
        p.objects("backendAddressPools").stream().map(ArmJson::name).toList(),
        p.reference("firewallPolicy"),
        p.at("webApplicationFirewallConfiguration")
            .flag("enabled")
            .filter(on -> on)
            .flatMap(on -> p.at("webApplicationFirewallConfiguration").text("firewallMode")));
  }

  private static ApplicationGateway.Listener listener(ArmJson json, Map<String, Integer> ports) {
    ArmJson p = json.properties();
    Optional<String> portName =
        p.at("frontendPort").text("id").map(id -> id.substring(id.lastIndexOf('/') + 1));
    return new ApplicationGateway.Listener(
        json.name(),
        p.text("protocol").orElse(UNKNOWN),
        portName.flatMap(name -> Optional.ofNullable(ports.get(name))),
        p.oneOrMore("hostName", "hostNames"));
  }

  /** A policy of Application Gateway or of Front Door, which differ in few words. */
  static FirewallPolicy firewallPolicy(ArmJson json) {
    ArmJson p = json.properties();
    ArmJson settings = p.at("policySettings");
    List<ArmJson> rules =
        p.at("customRules").objects("rules").isEmpty()
            ? p.objects("customRules")
            : p.at("customRules").objects("rules");
    return new FirewallPolicy(
        json.id(),
        json.name(),
        json.group(),
        json.location(),
        json.tags(),
        settings
            .text("state")
            .or(() -> settings.text("enabledState"))
            .map(state -> state.equalsIgnoreCase("Enabled")),
        settings.text("mode"),
        p.at("managedRules").objects("managedRuleSets").stream()
            .map(set ->
                new FirewallPolicy.ManagedRules(
                    set.text("ruleSetType").orElse(UNKNOWN), set.text("ruleSetVersion").orElse("")))
            .toList(),
        rules.stream()
            .map(EntranceShapes::rule)
            .sorted(Comparator.comparing(FirewallPolicy.Rule::priority))
            .toList());
  }

  private static FirewallPolicy.Rule rule(ArmJson json) {
    return new FirewallPolicy.Rule(
        json.name(),
        json.whole("priority").orElse(0),
        !json.text("state")
            .or(() -> json.text("enabledState"))
            .orElse("Enabled")
            .equalsIgnoreCase("Disabled"),
        json.text("ruleType").orElse(UNKNOWN),
        json.text("action").orElse(UNKNOWN),
        json.whole("rateLimitThreshold"),
        json.text("rateLimitDuration")
            .flatMap(EntranceShapes::window)
            .or(() -> json.whole("rateLimitDurationInMinutes").map(Duration::ofMinutes)),
        json.objects("matchConditions").stream().map(EntranceShapes::condition).toList());
  }

  private static Optional<Duration> window(String word) {
    return switch (word) {
      case "OneMin" -> Optional.of(Duration.ofMinutes(1));
      case "FiveMins" -> Optional.of(Duration.ofMinutes(5));
      default -> Optional.empty();
    };
  }

  private static FirewallPolicy.Condition condition(ArmJson json) {
    List<String> variables =
        json.objects("matchVariables").stream()
            .flatMap(v -> v.text("variableName").stream())
            .toList();
    return new FirewallPolicy.Condition(
        variables.isEmpty()
            ? json.text("matchVariable").map(List::of).orElse(List.of())
            : variables,
        json.text("operator").orElse(UNKNOWN),
        // Azure's own spelling.
        json.flag("negationConditon").or(() -> json.flag("negateCondition")).orElse(false),
        json.oneOrMore("matchValue", "matchValues"));
  }

  /** A profile with what stands below it. */
  static FrontDoorProfile frontDoor(
      ArmJson json, List<ArmJson> endpoints, List<ArmJson> securityPolicies) {
    return new FrontDoorProfile(
        json.id(),
        json.name(),
        json.group(),
        json.tags(),
        json.properties().text("resourceState"),
        json.at("sku").text("name"),
        endpoints.stream().flatMap(e -> e.properties().text("hostName").stream()).toList(),
        securityPolicies.stream()
            .flatMap(s -> s.properties().at("parameters").reference("wafPolicy").stream())
            .distinct()
            .toList());
  }

  static KeyVault keyVault(ArmJson json) {
    ArmJson p = json.properties();
    return new KeyVault(
        json.id(),
        json.name(),
        json.group(),
        json.location(),
        json.tags(),
        p.at("sku").text("name"),
        p.flag("enableSoftDelete"),
        p.whole("softDeleteRetentionInDays"),
        p.flag("enablePurgeProtection"),
        p.flag("enableRbacAuthorization"),
        p.text("publicNetworkAccess"),
        p.at("networkAcls").text("defaultAction"));
  }
}

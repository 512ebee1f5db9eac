package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.AddressRange;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.Entrance;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Network.SecurityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of a subnet's security group: the document's, and for the gateway's subnet those
 * without which Azure does not let a gateway into it.
 */
final class SecurityRules {
  private static final int FIRST_PRIORITY = 100;
  private static final int STEP = 10;
  private static final Pattern ADDRESSES =
      Pattern.compile("(?<from>\\d+(\\.\\d+){3})\\s*[-~]\\s*(?<to>\\d+(\\.\\d+){3})");
  private static final Pattern PREFIX = Pattern.compile("\\d+(\\.\\d+){3}(/\\d+)?");
  private static final Pattern TAG = Pattern.compile("[A-Z][A-Za-z]+(\\.[A-Z][A-Za-z]+)?");
  private static final Set<String> ANYBODY = Set.of("*", "any", "모든 외부 접근", "전체", "all");

  private final Draft draft;
  private final NetworkPlan plan;

  SecurityRules(Draft draft, NetworkPlan plan) {
    this.draft = draft;
    this.plan = plan;
  }

  List<ObjectNode> of(NetworkPlan.Planned subnet, boolean gateway) {
    var rules = new ArrayList<ObjectNode>();
    for (SecurityRule rule : documented(subnet)) {
      rules.add(documented(rule, FIRST_PRIORITY + STEP * rules.size()));
    }
    if (gateway) {
      entrance(rules);
    }
    return rules;
  }

  private List<SecurityRule> documented(NetworkPlan.Planned subnet) {
    return draft.blueprint().network().map(Network::securityRules).orElse(List.of()).stream()
        .filter(rule -> home(rule.group()).filter(subnet::equals).isPresent())
        .toList();
  }

  /**
   * The subnet that a group of the document stands before: by its name, else by what it is about.
   */
  private Optional<NetworkPlan.Planned> home(String group) {
    Optional<NetworkPlan.Planned> named =
        plan.subnets().stream().filter(s -> s.answersTo(group)).findFirst();
    if (named.isPresent()) {
      return named;
    }
    String words = group.toLowerCase(Locale.ROOT);
    if (words.contains("gateway")) {
      return draft.blueprint().entrance().flatMap(Entrance::applicationGateway).map(plan::gateway);
    }
    Cluster cluster = draft.blueprint().cluster();
    if (words.contains("aks") || words.contains("app") || words.contains(cluster.id())) {
      return Optional.of(plan.nodes());
    }
    return draft.blueprint().databaseServers().stream()
        .findFirst()
        .flatMap(server -> plan.documented(server.subnet()));
  }

  private ObjectNode documented(SecurityRule rule, int priority) {
    boolean inbound = rule.direction() == Network.Direction.INBOUND;
    String peer = peer(rule);
    return rule(
        rule.name().replaceAll("[^A-Za-z0-9_.-]", "-"),
        priority,
        inbound,
        rule.action() == Network.Verdict.ALLOW,
        inbound ? peer : "*",
        inbound ? "*" : peer,
        rule.ports().isEmpty() ? "*" : "Tcp",
        rule.ports().isEmpty()
            ? List.of("*")
            : rule.ports().stream().map(String::valueOf).toList());
  }

  private String peer(SecurityRule rule) {
    String words = rule.peer().strip();
    Matcher addresses = ADDRESSES.matcher(words);
    if (addresses.matches()) {
      return prefix(rule, addresses.group("from"), addresses.group("to"));
    }
    if (PREFIX.matcher(words).matches()) {
      return words;
    }
    if (ANYBODY.contains(words.toLowerCase(Locale.ROOT))) {
      return "*";
    }
    return plan.subnets().stream()
        .filter(s -> s.answersTo(words))
        .map(NetworkPlan.Planned::prefix)
        .findFirst()
        .or(() -> Optional.of(words).filter(w -> TAG.matcher(w).matches()))
        .orElseThrow(() ->
            new UndeployableException("network", "securityRules", "peer", rule.name(), words));
  }

  /** A range of addresses, where it is one prefix. */
  private static String prefix(SecurityRule rule, String from, String to) {
    long first = AddressRange.address(from);
    long size = AddressRange.address(to) - first + 1;
    if (size < 1 || Long.bitCount(size) != 1 || (first & (size - 1)) != 0) {
      throw new UndeployableException("network", "securityRules", "peer", rule.name(), rule.peer());
    }
    return from + "/" + (32 - Long.numberOfTrailingZeros(size));
  }

  /** What a gateway of version 2 needs in its subnet, and who may come in where nothing is said. */
  private void entrance(List<ObjectNode> rules) {
    String gateway =
        draft
            .blueprint()
            .entrance()
            .flatMap(Entrance::applicationGateway)
            .map(Entrance.ApplicationGateway::id)
            .orElseThrow();
    if (rules.isEmpty()) {
      boolean behindFrontDoor =
          draft.blueprint().entrance().flatMap(Entrance::frontDoor).isPresent();
      String from = behindFrontDoor ? "AzureFrontDoor.Backend" : "Internet";
      draft.assume(gateway, "securityRules", from, "gateway-entrance", from);
      rules.add(
          rule("AllowClients", FIRST_PRIORITY, true, true, from, "*", "Tcp", List.of("80", "443")));
    }
    draft.assume(gateway, "securityRules", "GatewayManager 65200-65535", "gateway-management");
    rules.add(
        rule(
            "AllowGatewayManager",
            4000,
            true,
            true,
            "GatewayManager",
            "*",
            "Tcp",
            List.of("65200-65535")));
    rules.add(
        rule(
            "AllowAzureLoadBalancer",
            4010,
            true,
            true,
            "AzureLoadBalancer",
            "*",
            "*",
            List.of("*")));
  }

  private static ObjectNode rule(
      String name,
      int priority,
      boolean inbound,
      boolean allow,
      String source,
      String destination,
      String protocol,
      List<String> ports) {
    boolean one = ports.size() == 1;
    return Json.object(
        "name",
        name,
        "properties",
        Json.object(
            "priority",
            priority,
            "direction",
            inbound ? "Inbound" : "Outbound",
            "access",
            allow ? "Allow" : "Deny",
            "protocol",
            protocol,
            "sourceAddressPrefix",
            source,
            "sourcePortRange",
            "*",
            "destinationAddressPrefix",
            destination,
            "destinationPortRange",
            one ? Optional.of(ports.getFirst()) : Optional.empty(),
            "destinationPortRanges",
            one ? Optional.empty() : Optional.of(ports)));
  }
}

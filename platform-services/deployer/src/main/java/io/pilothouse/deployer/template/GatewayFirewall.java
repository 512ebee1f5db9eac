package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.sharedmodel.blueprint.Entrance;
import io.pilothouse.sharedmodel.blueprint.Entrance.ApplicationGateway;
import io.pilothouse.sharedmodel.blueprint.Entrance.WebApplicationFirewall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The firewall's policy of an application gateway. */
final class GatewayFirewall {
  private static final String RULES = "3.2";
  private static final Pattern VERSION = Pattern.compile("\\b3\\.[0-2]\\b");

  private final Draft draft;

  GatewayFirewall(Draft draft) {
    this.draft = draft;
  }

  /** Writes it. Returns its id. */
  String write(ApplicationGateway gateway, WebApplicationFirewall firewall) {
    Optional<String> version =
        firewall
            .policy()
            .map(VERSION::matcher)
            .filter(Matcher::find)
            .map(Matcher::group)
            .map(documented -> counting(gateway, firewall, documented));
    if (version.isEmpty()) {
      draft.assume(gateway.id(), "firewall.policy", "OWASP " + RULES, "firewall-rules", RULES);
    }
    if (firewall.mode().isEmpty()) {
      draft.assume(gateway.id(), "firewall.mode", "Prevention", "firewall-mode");
    }
    return draft.add(
        ResourceType.GATEWAY_FIREWALL,
        draft.names().of(ResourceType.GATEWAY_FIREWALL, "waf"),
        Optional.empty(),
        List.of(),
        Json.object(
            "properties",
            Json.object(
                "policySettings",
                Json.object(
                    "state",
                    "Enabled",
                    "mode",
                    firewall.mode().orElse("Prevention"),
                    "requestBodyCheck",
                    true,
                    "maxRequestBodySizeInKb",
                    128,
                    "fileUploadLimitInMb",
                    100),
                "managedRules",
                Json.object(
                    "managedRuleSets",
                    List.of(
                        ruleSet("OWASP", version.orElse(RULES)),
                        ruleSet("Microsoft_BotManagerRuleSet", "1.1"))),
                "customRules",
                customRules(gateway, firewall))));
  }

  /** Requests are counted by the engine of 3.2 and later only. */
  private String counting(
      ApplicationGateway gateway, WebApplicationFirewall firewall, String documented) {
    if (firewall.requestsPerMinutePerAddress().isEmpty() || documented.equals(RULES)) {
      return documented;
    }
    draft.correct(gateway.id(), "firewall.policy", "OWASP " + RULES, "rate-rules", documented);
    return RULES;
  }

  private static ObjectNode ruleSet(String type, String version) {
    return Json.object("ruleSetType", type, "ruleSetVersion", version);
  }

  private Optional<List<ObjectNode>> customRules(
      ApplicationGateway gateway, WebApplicationFirewall firewall) {
    var rules = new ArrayList<ObjectNode>();
    if (!firewall.blockedCountries().isEmpty()) {
      rules.add(
          Json.object(
              "name",
              "BlockedCountries",
              "priority",
              10,
              "ruleType",
              "MatchRule",
              "action",
              "Block",
              "matchConditions",
              List.of(match("GeoMatch", false, firewall.blockedCountries()))));
    }
    firewall.requestsPerMinutePerAddress().ifPresent(limit -> rules.add(rate(gateway, limit)));
    return rules.isEmpty() ? Optional.empty() : Optional.of(rules);
  }

  /** Behind Front Door the client is who the forwarding header says, not who connects. */
  private ObjectNode rate(ApplicationGateway gateway, int limit) {
    boolean behindFrontDoor = draft.blueprint().entrance().flatMap(Entrance::frontDoor).isPresent();
    String client = behindFrontDoor ? "ClientAddrXFFHeader" : "ClientAddr";
    if (behindFrontDoor) {
      draft.assume(gateway.id(), "firewall.requestsPerMinutePerAddress", client, "rate-by-header");
    }
    return Json.object(
        "name",
        "RequestsPerAddress",
        "priority",
        20,
        "ruleType",
        "RateLimitRule",
        "rateLimitDuration",
        "OneMin",
        "rateLimitThreshold",
        limit,
        "groupByUserSession",
        List.of(Json.object("groupByVariables", List.of(Json.object("variableName", client)))),
        "action",
        "Block",
        // Every address but one that nobody has.
        "matchConditions",
        List.of(match("IPMatch", true, List.of("255.255.255.255/32"))));
  }

  private static ObjectNode match(String operator, boolean negated, List<String> values) {
    return Json.object(
        "matchVariables",
        List.of(Json.object("variableName", "RemoteAddr")),
        "operator",
        operator,
        "negationConditon",
        negated,
        "matchValues",
        values);
  }
}

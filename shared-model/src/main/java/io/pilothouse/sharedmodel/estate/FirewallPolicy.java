package io.pilothouse.sharedmodel.estate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A web application firewall policy of Application Gateway or Front Door.
 *
 * @param mode Detection or Prevention
 * @param rules the team's own, by priority
 */
public record FirewallPolicy(
    ResourceId id,
    String name,
    String resourceGroup,
    String location,
    Map<String, String> tags,
    Optional<Boolean> enabled,
    Optional<String> mode,
    List<ManagedRules> managedRules,
    List<Rule> rules)
    implements Resource {
  public FirewallPolicy {
    tags = Map.copyOf(tags);
    managedRules = List.copyOf(managedRules);
    rules = List.copyOf(rules);
  }

  /** A set of Microsoft's, such as OWASP 3.2. */
  public record ManagedRules(String type, String version) {}

  /**
   * One rule.
   *
   * @param type MatchRule or RateLimitRule
   * @param action Allow, Block, Log…
   * @param rateLimit requests that one client may make within {@code rateWindow}
   * @param conditions all must hold
   */
  public record Rule(
      String name,
      int priority,
      boolean enabled,
      String type,
      String action,
      Optional<Integer> rateLimit,
      Optional<Duration> rateWindow,
      List<Condition> conditions) {
    public Rule {
      conditions = List.copyOf(conditions);
    }
  }

  /**
   * A condition.
   *
   * @param variables what is looked at, such as RemoteAddr or RequestUri
   * @param operator IPMatch, GeoMatch, Contains…
   */
  public record Condition(
      List<String> variables, String operator, boolean negated, List<String> values) {
    public Condition {
      variables = List.copyOf(variables);
      values = List.copyOf(values);
    }
  }
}

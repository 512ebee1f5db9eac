package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.Entrance;
import io.pilothouse.sharedmodel.estate.ApplicationGateway;
import io.pilothouse.sharedmodel.estate.FirewallPolicy;
import io.pilothouse.sharedmodel.estate.Observed;
import java.util.Locale;
import java.util.Optional;

/** Mode, rate limit and blocked countries of the firewall before an Application Gateway. */
final class FirewallCheck implements Check<Entrance.ApplicationGateway, ApplicationGateway> {
  @Override
  public void check(
      Entrance.ApplicationGateway declared,
      Observed<ApplicationGateway> live,
      LiveSide side,
      Comparison say) {
    if (declared.firewall().isEmpty()) {
      return;
    }
    Entrance.WebApplicationFirewall wanted = declared.firewall().get();
    Comparison here = say.at(wanted.source());
    Optional<Observed<FirewallPolicy>> policy =
        live.value().firewallPolicy().flatMap(id -> side.resource(id, FirewallPolicy.class));
    Value mode = Value.word(wanted.mode().orElse("on"));
    if (policy.isPresent()) {
      compare(wanted, policy.get().value(), here.on(policy.get()));
    } else if (live.value().firewallMode().isPresent()) {
      here.equal(
          "firewall.mode",
          wanted.mode().map(Value::word),
          live.value().firewallMode().map(Value::word),
          "webApplicationFirewallConfiguration.firewallMode");
    } else if (live.value().firewallPolicy().isPresent()) {
      here.notChecked("firewall", mode, side.unseen(FirewallPolicy.class));
    } else {
      here.absent("firewall", "", mode, "firewallPolicy");
    }
  }

  private static void compare(
      Entrance.WebApplicationFirewall wanted, FirewallPolicy live, Comparison say) {
    say.equal(
        "firewall.mode",
        wanted.mode().map(Value::word),
        live.mode().map(Value::word),
        "policySettings.mode");
    wanted
        .requestsPerMinutePerAddress()
        .ifPresent(limit -> {
          Optional<FirewallPolicy.Rule> rule =
              live.rules().stream()
                  .filter(r -> r.enabled() && r.rateLimit().isPresent())
                  .findFirst();
          Value value = Value.of(limit);
          if (rule.isEmpty()) {
            say.absent("firewall.requestsPerMinutePerAddress", "", value, "customRules");
          } else {
            say.equal(
                "firewall.requestsPerMinutePerAddress",
                value,
                rule.map(FirewallCheck::perMinute),
                "customRules[" + rule.get().name() + "].rateLimitThreshold");
          }
        });
    if (!wanted.blockedCountries().isEmpty()) {
      say.equal(
          "firewall.blockedCountries",
          Value.set(wanted.blockedCountries()),
          Optional.of(
              Value.set(
                  live.rules().stream()
                      .filter(r -> r.enabled() && r.action().equalsIgnoreCase("Block"))
                      .flatMap(r -> r.conditions().stream())
                      .filter(c -> c.operator().toLowerCase(Locale.ROOT).contains("geo"))
                      .flatMap(c -> c.values().stream())
                      .toList())),
          "customRules");
    }
  }

  private static Value perMinute(FirewallPolicy.Rule rule) {
    double minutes = rule.rateWindow().map(w -> w.toSeconds() / 60.0).orElse(1.0);
    return Value.of(rule.rateLimit().orElse(0) / minutes);
  }
}

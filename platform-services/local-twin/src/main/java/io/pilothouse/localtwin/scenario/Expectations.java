package io.pilothouse.localtwin.scenario;

import io.pilothouse.localtwin.scenario.Scenario.Comparison;
import io.pilothouse.localtwin.scenario.Scenario.Expectation;
import io.pilothouse.sharedmodel.stream.Health;
import java.util.Map;
import java.util.Set;

/**
 * Reads what a product should show:
 *
 * <pre>
 * - {health: $service, at-least: degraded}
 * - {health: $service, no-worse-than: caution}
 * - {alert: pod-crash-loop}
 * - {cause: release-crash-loop}
 * - {cause-gone: release-crash-loop}
 * - {fact: hitRatio, of: $cache, below: 0.5}
 * </pre>
 */
final class Expectations {
  private Expectations() {}

  static Expectation read(YamlTree tree) {
    Map<String, YamlTree> entries =
        tree.entries(
            Set.of(
                "health",
                "at-least",
                "no-worse-than",
                "alert",
                "cause",
                "cause-gone",
                "fact",
                "of",
                "above",
                "below"));
    if (entries.containsKey("health")) {
      String component = tree.required("health").text();
      return entries.containsKey("at-least")
          ? new Expectation.AtLeast(component, health(tree.required("at-least")))
          : new Expectation.NoWorse(component, health(tree.required("no-worse-than")));
    }
    if (entries.containsKey("alert")) {
      return new Expectation.AlertFires(tree.required("alert").text());
    }
    if (entries.containsKey("cause")) {
      return new Expectation.CauseNamed(tree.required("cause").text());
    }
    if (entries.containsKey("cause-gone")) {
      return new Expectation.CauseGone(tree.required("cause-gone").text());
    }
    if (entries.containsKey("fact")) {
      boolean above = entries.containsKey("above");
      return new Expectation.FactIs(
          tree.required("of").text(),
          tree.required("fact").text(),
          above ? Comparison.ABOVE : Comparison.BELOW,
          ScenarioReader.number(tree.required(above ? "above" : "below"), Double::parseDouble));
    }
    throw tree.problem("expected is one of alert, cause, cause-gone, fact, health");
  }

  private static Health health(YamlTree tree) {
    return ScenarioReader.constant(tree, Health.class);
  }
}

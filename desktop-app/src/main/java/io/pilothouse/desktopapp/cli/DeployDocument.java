package io.pilothouse.desktopapp.cli;

import io.pilothouse.deployer.azure.PropertyChange;
import io.pilothouse.deployer.azure.ResourceChange;
import io.pilothouse.deployer.cost.CostComparison;
import io.pilothouse.deployer.cost.CostLine;
import io.pilothouse.deployer.plan.DeploymentPlan;
import io.pilothouse.deployer.plan.ObjectChange;
import io.pilothouse.deployer.run.Outcome;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A deployment's plan and outcome for a script. */
final class DeployDocument {
  private DeployDocument() {}

  /** What would be done to one thing. @param stage where it belongs */
  record Change(
      String stage, String change, String type, String name, List<PropertyChange> properties) {}

  /** What the template has and the document does not say. */
  record Assumed(String kind, String component, String field, String value, String why) {}

  /** What is in the way. */
  record Refused(String rule, String component, String why, boolean accepted) {}

  /**
   * A month's cost at list prices.
   *
   * @param stated the document's; absent where it says none
   * @param unnamed what the document's table does not name
   */
  record Cost(
      String currency,
      Optional<String> date,
      double estimated,
      boolean complete,
      boolean approximate,
      OptionalDouble stated,
      List<CostComparison> comparisons,
      List<CostLine> unnamed) {}

  /** A plan. */
  record Plan(
      String system,
      String at,
      String group,
      String fingerprint,
      boolean changes,
      long create,
      long modify,
      long unchanged,
      boolean servicesKnown,
      List<Change> resources,
      List<Change> objects,
      List<Assumed> assumptions,
      List<Refused> refusals,
      Optional<Cost> cost,
      List<String> notes) {}

  /** An outcome. @param seconds by step */
  record Applied(
      String system,
      String result,
      String run,
      boolean resumed,
      Map<String, Double> seconds,
      Map<String, String> binding) {}

  static Plan of(DeploymentPlan plan) {
    return new Plan(
        plan.system(),
        plan.at().toString(),
        plan.group(),
        plan.fingerprint(),
        plan.acts(),
        plan.count(ResourceChange.Kind.CREATE),
        plan.count(ResourceChange.Kind.MODIFY) + plan.count(ResourceChange.Kind.DEPLOY),
        plan.count(ResourceChange.Kind.NONE),
        plan.servicesKnown(),
        plan.resources().stream()
            .filter(r -> r.change().acts())
            .map(r ->
                new Change(
                    word(r.stage()),
                    word(r.change().kind()),
                    r.change().type(),
                    r.name(),
                    r.change().properties()))
            .toList(),
        plan.objects().stream()
            .filter(ObjectChange::acts)
            .map(o -> new Change("services", word(o.change()), o.kind(), o.name(), o.properties()))
            .toList(),
        plan.assumptions().stream()
            .map(a ->
                new Assumed(
                    word(a.kind()), a.component(), a.field(), a.value(), English.of(a.why())))
            .toList(),
        plan.refusals().stream()
            .map(r -> new Refused(r.rule(), r.component(), English.of(r.happens()), r.accepted()))
            .toList(),
        plan.cost()
            .map(c ->
                new Cost(
                    c.currency(),
                    c.date().map(LocalDate::toString),
                    c.known(),
                    c.complete(),
                    c.approximate(),
                    c.stated(),
                    c.comparisons(),
                    c.unnamed())),
        English.each(plan.notes()));
  }

  static Applied of(String system, Outcome outcome) {
    var seconds = new java.util.LinkedHashMap<String, Double>();
    outcome.steps().forEach(s -> seconds.put(s.name(), s.took().toMillis() / 1000.0));
    return new Applied(
        system,
        word(outcome.result()),
        outcome.run(),
        outcome.resumed(),
        seconds,
        outcome.binding());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package io.pilothouse.desktopapp.cli;

import io.pilothouse.deployer.azure.PropertyChange;
import io.pilothouse.deployer.azure.ResourceChange;
import io.pilothouse.deployer.plan.DeploymentPlan;
import io.pilothouse.deployer.plan.ObjectChange;
import io.pilothouse.deployer.run.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A deployment's plan and outcome for a script. */
final class DeployDocument {
  private DeployDocument() {}

  /** What would be done to one thing. @param stage where it belongs */
  record Change(
      String stage, String change, String type, String name, List<PropertyChange> properties) {}

  /** What the template has and the document does not say. */
  record Assumed(String kind, String component, String field, String value, String why) {}

  /** An error of the review. */
  record Error(String rule, String component, String title, boolean accepted) {}

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
      List<Change> resources,
      List<Change> objects,
      List<Assumed> assumptions,
      List<Error> errors,
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
        plan.resources().stream()
            .filter(r -> r.change().acts())
            .map(r ->
                new Change(
                    word(r.stage()),
                    word(r.change().kind()),
                    r.change().type(),
                    r.change().name(),
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
        plan.errors().stream()
            .map(f ->
                new Error(
                    f.rule(),
                    f.component(),
                    English.of(f.title()),
                    !plan.refused().contains(f.rule())))
            .toList(),
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

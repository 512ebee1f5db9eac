package io.pilothouse.desktopapp.cli;

import io.pilothouse.deployer.azure.PropertyChange;
import io.pilothouse.deployer.azure.ResourceChange;
import io.pilothouse.deployer.cost.CostEstimate;
import io.pilothouse.deployer.cost.CostLine;
import io.pilothouse.deployer.plan.DeployStage;
import io.pilothouse.deployer.plan.DeploymentPlan;
import io.pilothouse.deployer.plan.ObjectChange;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** A deployment's plan for a person: a diff, stage by stage. */
final class DeployText {
  private static final int WIDEST = 100;
  private static final int COST_LABEL = 48;
  private final Sentences speech;

  DeployText(Sentences speech) {
    this.speech = speech;
  }

  /** Everything: what would change, what was assumed, what is in the way, the cost. */
  List<String> plan(DeploymentPlan plan) {
    List<String> lines = changes(plan);
    if (!plan.assumptions().isEmpty()) {
      lines.add("");
      lines.add(say("command.deploy.assumptions", plan.assumptions().size()));
      plan.assumptions()
          .forEach(a ->
              lines.add(
                  "  %s.%s = %s  %s"
                      .formatted(
                          a.component(), a.field(), shortened(a.value()), speech.say(a.why()))));
    }
    if (!plan.refusals().isEmpty()) {
      lines.add("");
      lines.add(say("command.deploy.refusals", plan.refusals().size(), plan.refused().size()));
      plan.refusals()
          .forEach(r ->
              lines.add(
                  "  %s %s: %s [%s]"
                      .formatted(
                          r.accepted() ? "·" : "✗",
                          r.component(),
                          speech.say(r.happens()),
                          r.rule())));
    }
    plan.cost()
        .ifPresent(cost -> {
          lines.add("");
          lines.addAll(cost(cost));
        });
    ending(plan, lines);
    return lines;
  }

  /** What differs between what runs and what was applied, and no more. */
  List<String> differences(DeploymentPlan plan) {
    List<String> lines = changes(plan);
    ending(plan, lines);
    return lines;
  }

  private List<String> changes(DeploymentPlan plan) {
    var lines = new ArrayList<String>();
    lines.add(say("command.deploy.into", plan.system(), plan.group()));
    for (DeployStage stage : DeployStage.values()) {
      stage(plan, stage, lines);
    }
    services(plan, lines);
    return lines;
  }

  private void ending(DeploymentPlan plan, List<String> lines) {
    plan.notes().forEach(note -> lines.add(speech.say(note)));
    lines.add("");
    lines.add(summary(plan));
  }

  /** A month's cost beside the document's, row by row. */
  List<String> cost(CostEstimate cost) {
    var lines = new ArrayList<String>();
    String date = cost.date().map(LocalDate::toString).orElse("—");
    String known = amount(OptionalDouble.of(cost.known()));
    lines.add(say("command.deploy.cost", known, cost.currency(), date));
    lines.add(
        cost.stated().isPresent()
            ? say("command.deploy.cost-stated", amount(cost.stated()), cost.currency())
            : say("command.deploy.cost-unstated"));
    if (!cost.complete()) {
      lines.add(say("command.deploy.cost-unknown", unpriced(cost)));
    }
    lines.add(row("", say("command.deploy.cost-document"), say("command.deploy.cost-list-price")));
    cost.comparisons()
        .forEach(line ->
            lines.add(
                row(
                    shortened(line.documented()),
                    amount(OptionalDouble.of(line.stated())),
                    amount(line.estimated()))));
    lines.addAll(unnamed(cost));
    if (cost.approximate()) {
      lines.add("  " + say("command.deploy.cost-approximate"));
    }
    return lines;
  }

  /** By kind of price, so that the rows add up to the sum; unknown where a price of it is. */
  private static List<String> unnamed(CostEstimate cost) {
    var kinds = new TreeMap<String, List<CostLine>>();
    cost.unnamed()
        .forEach(line ->
            kinds
                .computeIfAbsent(line.what().replaceFirst("/.*", ""), _ -> new ArrayList<>())
                .add(line));
    return kinds.entrySet().stream()
        .map(kind -> row(label(kind.getKey(), kind.getValue()), "—", amount(sum(kind.getValue()))))
        .toList();
  }

  private static String label(String kind, List<CostLine> lines) {
    List<String> resources = lines.stream().map(CostLine::resource).distinct().toList();
    return kind + (resources.size() == 1 ? " " + resources.getFirst() : " × " + resources.size());
  }

  private static OptionalDouble sum(List<CostLine> lines) {
    return lines.stream().allMatch(line -> line.monthly().isPresent())
        ? OptionalDouble.of(lines.stream().flatMapToDouble(line -> line.monthly().stream()).sum())
        : OptionalDouble.empty();
  }

  private static String row(String what, String stated, String estimated) {
    return "  " + left(what, COST_LABEL) + right(stated, 15) + right(estimated, 15);
  }

  private static String left(String text, int columns) {
    return text + " ".repeat(Math.max(1, columns - columns(text)));
  }

  private static String right(String text, int columns) {
    return " ".repeat(Math.max(1, columns - columns(text))) + text;
  }

  /** Hangul takes two columns of a terminal. */
  private static int columns(String text) {
    return Ansi.OFF.text(text.replace("@|", "")).getCJKAdjustedLength();
  }

  private static List<String> unpriced(CostEstimate cost) {
    return cost.lines().stream()
        .filter(line -> line.monthly().isEmpty())
        .collect(Collectors.groupingBy(CostLine::what, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(unknown -> label(unknown.getKey(), unknown.getValue()))
        .toList();
  }

  private static String amount(OptionalDouble value) {
    return value.isPresent() ? "%,.0f".formatted(value.getAsDouble()) : "—";
  }

  private void stage(DeploymentPlan plan, DeployStage stage, List<String> lines) {
    var acting =
        plan.resources().stream().filter(r -> r.stage() == stage && r.change().acts()).toList();
    if (acting.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(title(stage));
    for (DeploymentPlan.PlannedResource planned : acting) {
      ResourceChange change = planned.change();
      lines.add("  %s %s  %s".formatted(sign(change.kind()), change.type(), planned.name()));
      change.properties().forEach(p -> lines.add("      " + property(p)));
    }
  }

  private void services(DeploymentPlan plan, List<String> lines) {
    var acting = plan.objects().stream().filter(ObjectChange::acts).toList();
    if (acting.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(title(DeployStage.SERVICES));
    for (ObjectChange change : acting) {
      lines.add("  %s %s  %s".formatted(sign(change.change()), change.kind(), change.name()));
      change.properties().forEach(p -> lines.add("      " + property(p)));
    }
  }

  private String title(DeployStage stage) {
    return speech.say(Sentence.of("deploy.stage." + stage.name().toLowerCase(Locale.ROOT)));
  }

  private static String property(PropertyChange change) {
    return change.path() + ": " + shortened(change.before()) + " → " + shortened(change.after());
  }

  private static String shortened(String text) {
    String shown = text.isEmpty() ? "—" : text;
    return shown.length() <= WIDEST ? shown : shown.substring(0, WIDEST) + "…";
  }

  private static String sign(ResourceChange.Kind kind) {
    return switch (kind) {
      case CREATE -> "+";
      case MODIFY, DEPLOY -> "~";
      case DELETE -> "-";
      case NONE, IGNORED -> " ";
    };
  }

  private String summary(DeploymentPlan plan) {
    return plan.acts()
        ? say(
            "command.deploy.summary",
            plan.count(ResourceChange.Kind.CREATE),
            plan.count(ResourceChange.Kind.MODIFY) + plan.count(ResourceChange.Kind.DEPLOY),
            plan.count(ResourceChange.Kind.NONE),
            plan.objects().stream().filter(ObjectChange::acts).count())
        : say(plan.servicesKnown() ? "command.deploy.nothing" : "command.deploy.nothing-known");
  }

  private String say(String key, Object... arguments) {
    return speech.say(Sentence.of(key, arguments));
  }
}

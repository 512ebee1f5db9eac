package io.pilothouse.desktopapp.cli;

import io.pilothouse.sharedmodel.alert.Alert;
import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Fact;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The state as lines for a terminal: worst first, each with its reason. */
final class StatusText {
  private StatusText() {}

  static List<String> of(SystemState state) {
    var lines = new ArrayList<String>();
    lines.add(
        state.system()
            + "  "
            + StatusDocument.word(state.health())
            + "  revision "
            + state.revision());
    state.components().stream()
        .sorted(Comparator.comparing(ComponentStatus::health))
        .forEach(c -> {
          lines.add(
              "  %-9s %-17s %-34s %s"
                  .formatted(StatusDocument.word(c.health()), c.kind(), c.name(), facts(c)));
          c.reasons().forEach(reason -> lines.add("            " + reason));
        });
    state.alerts().stream()
        .filter(a -> a.state() != Alert.State.RESOLVED)
        .forEach(a ->
            lines.add(
                "  alert %-8s %s: %s"
                    .formatted(StatusDocument.word(a.state()), a.name(), a.sentence())));
    state.snapshot().sources().values().stream()
        .sorted(Comparator.comparing(SourceState::source))
        .forEach(s -> lines.add("  source " + source(s, state)));
    return lines;
  }

  static boolean nothingHeard(SystemState state) {
    return state.snapshot().sources().values().stream().noneMatch(SourceState::current);
  }

  private static String source(SourceState s, SystemState state) {
    String age =
        s.lastHeard()
            .map(at -> ", heard " + Duration.between(at, state.observedAt()).toSeconds() + " s ago")
            .orElse("");
    return s.source()
        + " "
        + StatusDocument.word(s.status())
        + age
        + s.reason().map(r -> ": " + r).orElse("");
  }

  private static String facts(ComponentStatus c) {
    return c.facts().entrySet().stream()
        .limit(6)
        .map(e -> e.getKey() + "=" + value(e.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String value(Fact fact) {
    String text =
        fact.value() instanceof Double d && d != Math.rint(d)
            ? String.format(Locale.ROOT, "%.2f", d)
            : String.valueOf(fact.value()).replaceFirst("\\.0$", "");
    return text + fact.unit() + (fact.stale() ? "(stale)" : "");
  }
}

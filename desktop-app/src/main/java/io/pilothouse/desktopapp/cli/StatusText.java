package io.pilothouse.desktopapp.cli;

import io.pilothouse.operations.topology.BlueprintMap;
import io.pilothouse.sharedmodel.alert.Alert;
import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.sentence.Sentences;
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

  static List<String> of(SystemState state, Sentences sentences) {
    var lines = new ArrayList<String>();
    lines.add(
        sentences.say(
            Sentence.of(
                "command.state", state.system(), StateWord.of(state.health()), state.revision())));
    state
        .causes()
        .forEach(c -> {
          lines.add(
              "  "
                  + sentences.say(
                      Sentence.of(
                          "command.cause",
                          c.sentence(),
                          Sentence.of("command.certainty." + StatusDocument.word(c.certainty())))));
          c.evidence().forEach(e -> lines.add("            " + sentences.say(e.sentence())));
          lines.add("            → " + sentences.say(c.remedy()));
          lines.add(
              "              " + sentences.say(Sentence.of("command.cause.runbook", c.kind())));
        });
    state.components().stream()
        .sorted(Comparator.comparing(ComponentStatus::health))
        .forEach(c -> {
          lines.add(
              "  %s %-17s %s %s"
                  .formatted(
                      Column.of(sentences.say(StateWord.of(c.health())), 9),
                      c.kind(),
                      Column.of(sentences.say(BlueprintMap.said(c.kind(), c.name())), 34),
                      facts(c)));
          c.reasons().forEach(reason -> lines.add("            " + sentences.say(reason)));
        });
    state.alerts().stream()
        .filter(a -> a.state() != Alert.State.RESOLVED)
        .forEach(a ->
            lines.add(
                "  "
                    + sentences.say(
                        Sentence.of(
                            "command.alert",
                            Column.of(sentences.say(StateWord.of(a.state())), 8),
                            a.name(),
                            a.sentence()))));
    state.snapshot().sources().values().stream()
        .sorted(Comparator.comparing(SourceState::source))
        .forEach(s -> lines.add("  " + sentences.say(source(s, state))));
    return lines;
  }

  static boolean nothingHeard(SystemState state) {
    return state.snapshot().sources().values().stream().noneMatch(SourceState::current);
  }

  private static Sentence source(SourceState s, SystemState state) {
    Sentence status = StateWord.of(s.status());
    Sentence standing =
        s.lastHeard()
            .map(at ->
                Sentence.of(
                    "command.source.heard",
                    s.source().value(),
                    status,
                    Sentence.of("unit.s", Duration.between(at, state.observedAt()).toSeconds())))
            .orElseGet(() -> Sentence.of("command.source", s.source().value(), status));
    return s.reason().map(r -> Sentence.of("command.source.reason", standing, r)).orElse(standing);
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

package io.pilothouse.desktopapp.cli;

import io.pilothouse.sharedmodel.alert.Alert;
import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Fact;
import io.pilothouse.sharedmodel.stream.Health;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code status --json} prints. Names and shapes are a contract: they are added to, never
 * changed.
 */
record StatusDocument(
    String system,
    long revision,
    Instant observedAt,
    String health,
    List<ComponentLine> components,
    List<AlertLine> alerts,
    List<SourceLine> sources,
    List<CauseLine> causes) {

  record ComponentLine(
      String id,
      String kind,
      String name,
      String health,
      boolean stale,
      Map<String, Fact> facts,
      List<String> reasons) {}

  record AlertLine(
      String id,
      String rule,
      String name,
      String severity,
      String state,
      String subject,
      String sentence,
      Instant since,
      List<String> channels) {}

  record SourceLine(
      String id, String status, Optional<Instant> lastHeard, Optional<String> reason) {}

  record CauseLine(
      String id,
      String kind,
      String component,
      String sentence,
      List<EvidenceLine> evidence,
      List<String> affected,
      String remedy,
      String certainty,
      Instant since) {}

  record EvidenceLine(String sentence, String source, Instant observedAt) {}

  static StatusDocument of(SystemState state) {
    return new StatusDocument(
        state.system(),
        state.revision(),
        state.observedAt(),
        word(state.health()),
        state.components().stream().map(StatusDocument::line).toList(),
        state.alerts().stream().map(StatusDocument::line).toList(),
        state.snapshot().sources().values().stream()
            .sorted(Comparator.comparing(SourceState::source))
            .map(StatusDocument::line)
            .toList(),
        state.causes().stream().map(StatusDocument::line).toList());
  }

  private static CauseLine line(Cause c) {
    return new CauseLine(
        c.id(),
        c.kind(),
        c.component(),
        English.of(c.sentence()),
        c.evidence().stream()
            .map(e -> new EvidenceLine(English.of(e.sentence()), e.source(), e.observedAt()))
            .toList(),
        c.affected(),
        English.of(c.remedy()),
        word(c.certainty()),
        c.since());
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Whether there is anything that a script should stop at. */
  static boolean fine(SystemState state) {
    return state.health() == Health.NORMAL
        && state.alerts().stream().noneMatch(a -> a.state() == Alert.State.FIRING);
  }

  private static ComponentLine line(ComponentStatus c) {
    return new ComponentLine(
        c.id(),
        c.kind(),
        c.name(),
        word(c.health()),
        c.stale(),
        facts(c),
        English.each(c.reasons()));
  }

  private static Map<String, Fact> facts(ComponentStatus component) {
    var facts = new LinkedHashMap<String, Fact>();
    component.facts().forEach((key, fact) -> facts.put(key, English.of(fact)));
    return facts;
  }

  private static AlertLine line(Alert a) {
    return new AlertLine(
        a.id(),
        a.rule(),
        English.of(a.name()),
        word(a.severity()),
        word(a.state()),
        a.subject(),
        English.of(a.sentence()),
        a.since(),
        a.channels());
  }

  private static SourceLine line(SourceState s) {
    return new SourceLine(
        s.source().value(), word(s.status()), s.lastHeard(), s.reason().map(English::of));
  }
}

package io.pilothouse.desktopapp.shell;

import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.action.Intent;
import io.pilothouse.sharedmodel.alert.Alert;
import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.estate.ClusterEvent;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Health;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What happened, as marks on the timeline. Pure. */
final class Marks {
  private Marks() {}

  /** What kind of thing happened. */
  enum Kind {
    ACTION,
    ALERT,
    EVENT
  }

  /**
   * One mark. @param until the end of what lasts; @param component what it is about, where that is
   * on the map
   */
  record Mark(
      Kind kind,
      Instant at,
      Optional<Instant> until,
      Health health,
      Sentence sentence,
      Optional<String> component) {}

  /** All marks since a moment, oldest first. */
  static List<Mark> of(SystemState state, List<ActionRun> runs, Instant from) {
    List<Mark> marks = new ArrayList<>();
    for (ActionRun run : runs) {
      marks.add(
          new Mark(
              Kind.ACTION,
              run.startedAt(),
              run.endedAt(),
              switch (run.outcome()) {
                case SUCCEEDED -> Health.NORMAL;
                case RUNNING -> Health.STARTING;
                case FAILED -> Health.CRITICAL;
                case REFUSED -> Health.CAUTION;
                case UNKNOWN -> Health.UNKNOWN;
              },
              Sentence.of("timeline.run", action(run.intent()), run.target(), run.sentence()),
              Optional.empty()));
    }
    for (Alert alert : state.alerts()) {
      if (alert.state() == Alert.State.FIRING || alert.state() == Alert.State.RESOLVED) {
        boolean over = alert.state() == Alert.State.RESOLVED;
        Health firing =
            alert.severity() == AlertRule.Severity.CRITICAL ? Health.CRITICAL : Health.DEGRADED;
        marks.add(
            new Mark(
                Kind.ALERT,
                alert.since(),
                Optional.empty(),
                over ? Health.NORMAL : firing,
                Sentence.of("timeline.alert", alert.name(), alert.sentence()),
                Optional.of(alert.subject())));
      }
    }
    state.snapshot().all(ClusterEvent.class).stream().map(e -> mark(state, e)).forEach(marks::add);
    return marks.stream()
        .filter(m -> m.at().isAfter(from))
        .sorted(Comparator.comparing(Mark::at))
        .toList();
  }

  private static Sentence action(Intent intent) {
    return switch (intent) {
      case Intent.Rollback rollback -> Sentence.of("intent.rollback");
      case Intent.Failover failover -> Sentence.of("intent.failover");
    };
  }

  private static Mark mark(SystemState state, ClusterEvent event) {
    return new Mark(
        Kind.EVENT,
        event.lastSeen(),
        Optional.empty(),
        event.warning() ? Health.CAUTION : Health.NORMAL,
        Sentence.of("timeline.event", event.reason(), event.message()),
        state.components().stream()
            .filter(c -> c.bound().contains(event.regarding()))
            .map(ComponentStatus::id)
            .findFirst());
  }
}

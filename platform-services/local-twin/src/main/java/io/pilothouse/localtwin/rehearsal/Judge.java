package io.pilothouse.localtwin.rehearsal;

import io.pilothouse.localtwin.scenario.Casting;
import io.pilothouse.localtwin.scenario.Scenario;
import io.pilothouse.localtwin.scenario.Scenario.Comparison;
import io.pilothouse.localtwin.scenario.Scenario.Expectation;
import io.pilothouse.sharedmodel.alert.Alert;
import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.estate.SourceState;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Fact;
import io.pilothouse.sharedmodel.stream.Health;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what the product shows with what a scenario expects. Pure. */
final class Judge {
  private final Scenario scenario;
  private final Casting casting;

  Judge(Scenario scenario, Casting casting) {
    this.scenario = scenario;
    this.casting = casting;
  }

  /** The expected signals that show. */
  Set<Expectation> signals(SystemState state) {
    return scenario.signals().stream()
        .filter(expected -> holds(expected, state))
        .collect(Collectors.toSet());
  }

  /**
   * Whether a signal shows; the right cause is one too.
   *
   * @param before signals that showed before anything was wrong, and tell nothing
   */
  boolean signalled(SystemState state, Set<Expectation> before) {
    return explained(state) || !before.containsAll(signals(state));
  }

  /** Whether the product names the right cause, and before any other. */
  boolean explained(SystemState state) {
    return !state.causes().isEmpty() && right(state.causes().getFirst());
  }

  /** What has still to come true before it is over; empty when it is. */
  List<Sentence> unsolved(SystemState state) {
    return scenario.solved().stream()
        .filter(expected -> !holds(expected, state))
        .map(expected -> words(expected, state))
        .toList();
  }

  /** What keeps a system from being taken for healthy; empty when nothing does. */
  static List<Sentence> disturbances(SystemState state) {
    var disturbances = new ArrayList<Sentence>();
    state.snapshot().sources().values().stream()
        .filter(
            s -> s.status() == SourceState.Status.LOST || s.status() == SourceState.Status.STARTING)
        .forEach(s -> disturbances.add(Sentence.of("rehearsal.shown.source", s.source().value())));
    state.components().stream()
        .filter(c ->
            c.health() == Health.CRITICAL
                || c.health() == Health.DEGRADED
                || c.health() == Health.STARTING)
        .forEach(c -> disturbances.add(shown(c)));
    state.causes().forEach(c -> disturbances.add(c.sentence()));
    if (state.components().stream().noneMatch(c -> c.health() == Health.NORMAL)) {
      disturbances.add(Sentence.of("rehearsal.shown.nothing"));
    }
    return disturbances;
  }

  /** What the product says at this moment: its causes, and what is not normal. */
  static List<Sentence> shown(SystemState state) {
    var shown = new ArrayList<Sentence>();
    state
        .causes()
        .forEach(c ->
            shown.add(Sentence.of("rehearsal.shown.cause", c.kind(), c.component(), c.sentence())));
    state.components().stream()
        .filter(c -> c.health().compareTo(Health.CAUTION) <= 0)
        .forEach(c -> shown.add(shown(c)));
    return shown;
  }

  private static Sentence shown(ComponentStatus component) {
    return component.reasons().stream()
        .findFirst()
        .map(why ->
            Sentence.of("rehearsal.shown.why", component.id(), word(component.health()), why))
        .orElseGet(() -> Sentence.of("rehearsal.shown", component.id(), word(component.health())));
  }

  private static Sentence word(Health health) {
    return Sentence.of("rehearsal.health." + health.name().toLowerCase(Locale.ROOT));
  }

  private boolean right(Cause cause) {
    return scenario.cause().kinds().contains(cause.kind())
        && scenario
            .cause()
            .component()
            .map(casting::fill)
            .map(cause.component()::equals)
            .orElse(true);
  }

  private boolean holds(Expectation expected, SystemState state) {
    return switch (expected) {
      case Expectation.AtLeast(String component, Health health) ->
          health(component, state).filter(is -> is.compareTo(health) <= 0).isPresent();
      case Expectation.NoWorse(String component, Health health) ->
          health(component, state)
              .filter(is -> is != Health.UNKNOWN && is != Health.STARTING)
              .filter(is -> is.compareTo(health) >= 0)
              .isPresent();
      case Expectation.AlertFires(String name) -> {
        String filled = casting.fill(name);
        yield state.alerts().stream()
            .filter(alert -> alert.state() == Alert.State.FIRING)
            .anyMatch(alert -> alert.rule().equals(filled) || alert.subject().equals(filled));
      }
      case Expectation.CauseNamed(String kind) ->
          state.causes().stream().anyMatch(cause -> cause.kind().equals(kind));
      case Expectation.CauseGone(String kind) ->
          state.causes().stream().noneMatch(cause -> cause.kind().equals(kind));
      case Expectation.FactIs(String component, String fact, Comparison comparison, double value) ->
          state
              .component(casting.fill(component))
              .map(ComponentStatus::facts)
              .flatMap(facts -> Optional.ofNullable(facts.get(fact)))
              .map(Fact::value)
              .filter(Number.class::isInstance)
              .map(is -> ((Number) is).doubleValue())
              .filter(is -> comparison == Comparison.ABOVE ? is > value : is < value)
              .isPresent();
    };
  }

  private Optional<Health> health(String component, SystemState state) {
    return state.component(casting.fill(component)).map(ComponentStatus::health);
  }

  private Sentence words(Expectation expected, SystemState state) {
    return switch (expected) {
      case Expectation.AtLeast(String component, Health health) ->
          Sentence.of(
              "rehearsal.expected.at-least",
              casting.fill(component),
              word(health),
              is(component, state));
      case Expectation.NoWorse(String component, Health health) ->
          Sentence.of(
              "rehearsal.expected.no-worse",
              casting.fill(component),
              word(health),
              is(component, state));
      case Expectation.AlertFires(String name) ->
          Sentence.of("rehearsal.expected.alert", casting.fill(name));
      case Expectation.CauseNamed(String kind) -> Sentence.of("rehearsal.expected.cause", kind);
      case Expectation.CauseGone(String kind) -> Sentence.of("rehearsal.expected.gone", kind);
      case Expectation.FactIs(String component, String fact, Comparison comparison, double value) ->
          Sentence.of(
              comparison == Comparison.ABOVE
                  ? "rehearsal.expected.above"
                  : "rehearsal.expected.below",
              casting.fill(component),
              fact,
              value);
    };
  }

  private Sentence is(String component, SystemState state) {
    return state
        .component(casting.fill(component))
        .map(Judge::shown)
        .orElseGet(() -> Sentence.of("rehearsal.shown.absent"));
  }
}

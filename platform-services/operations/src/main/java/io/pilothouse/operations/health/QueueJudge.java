package io.pilothouse.operations.health;

import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.signal.Series;
import io.pilothouse.sharedmodel.stream.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Judges a queue or topic by what its namespace counts of it: dead letters want somebody to look at
 * them; a depth that grows while nothing is taken out means that nobody consumes.
 */
final class QueueJudge {
  /** For so long the depth must have grown. */
  private static final Duration GROWING = Duration.ofMinutes(2);

  private static final Duration LOOK_BACK = Duration.ofMinutes(5);

  /** Depths are averages over a minute: less than one message has only just come. */
  private static final double LEAST_WAITING = 1;

  private final Estate estate;
  private final MeasurementHistory history;

  QueueJudge(Estate estate, MeasurementHistory history) {
    this.estate = estate;
    this.history = history;
  }

  /** The entity itself. */
  void judge(
      Observed<ServiceBusNamespace> namespace, String entity, Facts facts, Judgement judgement) {
    facts
        .measured("activeMessages", measured(namespace, Signals.ACTIVE_MESSAGES, entity))
        .measured("deadLetters", measured(namespace, Signals.DEAD_LETTERS, entity))
        .measured("incomingMessages", measured(namespace, Signals.INCOMING_MESSAGES, entity))
        .measured("outgoingMessages", measured(namespace, Signals.OUTGOING_MESSAGES, entity));
    dead(namespace, entity)
        .ifPresent(dead ->
            judgement.say(
                Health.CAUTION, "operations.queue.dead-letters", ScalingExplanation.rounded(dead)));
    stalled(namespace, entity)
        .ifPresent(depth ->
            judgement.say(
                Health.DEGRADED, "operations.queue.stalled", ScalingExplanation.rounded(depth)));
  }

  /** The entity as its broker tells of it, among others. */
  void ofBroker(
      Observed<ServiceBusNamespace> namespace, String entity, Facts facts, Judgement judgement) {
    facts
        .measured("activeMessages." + entity, measured(namespace, Signals.ACTIVE_MESSAGES, entity))
        .measured("deadLetters." + entity, measured(namespace, Signals.DEAD_LETTERS, entity));
    dead(namespace, entity)
        .ifPresent(dead ->
            judgement.say(
                Health.CAUTION,
                "operations.broker.dead-letters",
                entity,
                ScalingExplanation.rounded(dead)));
    stalled(namespace, entity)
        .ifPresent(depth ->
            judgement.say(
                Health.DEGRADED,
                "operations.broker.stalled",
                entity,
                ScalingExplanation.rounded(depth)));
  }

  private Optional<Double> dead(Observed<ServiceBusNamespace> namespace, String entity) {
    return estate
        .judgeable(namespace.value(), List.of(Signals.ofEntity(Signals.DEAD_LETTERS, entity)))
        .filter(dead -> dead >= 1);
  }

  /** The depth, if it has grown and nothing was taken out meanwhile. */
  private Optional<Double> stalled(Observed<ServiceBusNamespace> namespace, String entity) {
    if (estate
        .judgeable(namespace.value(), List.of(Signals.ofEntity(Signals.ACTIVE_MESSAGES, entity)))
        .isEmpty()) {
      return Optional.empty();
    }
    List<Series.Point> depths = points(namespace, Signals.ACTIVE_MESSAGES, entity);
    List<Series.Point> taken = points(namespace, Signals.OUTGOING_MESSAGES, entity);
    if (depths.size() < 2 || taken.isEmpty()) {
      return Optional.empty();
    }
    Series.Point last = depths.getLast();
    Instant since = last.at().minus(GROWING);
    return depths.stream()
        .filter(p -> !p.at().isAfter(since))
        .reduce((earlier, later) -> later)
        .filter(first -> last.value() > first.value() && last.value() >= LEAST_WAITING)
        .filter(first ->
            taken.stream().filter(p -> p.at().isAfter(first.at())).allMatch(p -> p.value() == 0))
        .map(first -> last.value());
  }

  private List<Series.Point> points(
      Observed<ServiceBusNamespace> namespace, String metric, String entity) {
    return history.between(
        namespace.value().id(),
        Signals.ofEntity(metric, entity),
        estate.now().minus(LOOK_BACK),
        estate.now());
  }

  private Optional<Observed<Measurement>> measured(
      Observed<ServiceBusNamespace> namespace, String metric, String entity) {
    return estate.measured(namespace.value(), List.of(Signals.ofEntity(metric, entity)));
  }
}

package io.pilothouse.operations.alerting;

import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.health.HitRatio;
import io.pilothouse.operations.health.ReplicationLag;
import io.pilothouse.operations.health.ScalingExplanation;
import io.pilothouse.operations.health.Signals;
import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.sharedmodel.blueprint.AlertRule.Comparison;
import io.pilothouse.sharedmodel.blueprint.AlertRule.Severity;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer.ReplicationObjective;
import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rules that no document spells out but that follow from the objectives it states; their thresholds
 * are the blueprint's own numbers and their ids begin with {@code objective:}.
 */
final class ObjectiveRules {
  /** A replica is behind for a moment after every burst. */
  private static final Duration LAG_HOLD = Duration.ofSeconds(30);

  private static final Duration HIT_RATIO_HOLD = HitRatio.WINDOW;
  private static final Duration MAXIMUM_HOLD = Duration.ofMinutes(5);
  private static final Duration AZURE_FAILOVER = Duration.ofSeconds(120);
  private static final double HYSTERESIS = 0.05;

  private final Blueprint blueprint;
  private final Estate estate;
  private final MeasurementHistory history;

  ObjectiveRules(Blueprint blueprint, Estate estate, MeasurementHistory history) {
    this.blueprint = blueprint;
    this.estate = estate;
    this.history = history;
  }

  List<Rule> rules() {
    var rules = new ArrayList<Rule>();
    for (DatabaseServer server : blueprint.databaseServers()) {
      replicationLag(server).ifPresent(rules::add);
      rules.add(alive(server));
    }
    blueprint
        .cacheStrategy()
        .flatMap(s -> s.hitRatioTarget())
        .filter(t -> !blueprint.caches().isEmpty())
        .ifPresent(t -> rules.add(hitRatio(t)));
    blueprint.services().forEach(s -> atMaximum(s).ifPresent(rules::add));
    return rules;
  }

  private Optional<Rule> replicationLag(DatabaseServer server) {
    return server
        .replication()
        .flatMap(ReplicationObjective::maximumLag)
        .filter(m -> !server.replicas().isEmpty())
        .map(maximum ->
            rule(
                "objective:replication-lag",
                Sentence.of("operations.objective.replication-lag"),
                Severity.WARNING,
                Sentence.of("operations.metric.replication-lag"),
                Comparison.ABOVE,
                maximum.toMillis() / 1_000.0,
                "seconds",
                LAG_HOLD,
                HYSTERESIS,
                server.replicas().stream().map(this::lag).toList()));
  }

  private Reading lag(DatabaseServer.Replica replica) {
    return estate
        .server(replica.resourceName())
        .flatMap(s -> ReplicationLag.ofReplica(estate, s.value()).judgeableSeconds(estate))
        .map(s -> Reading.of(replica.id(), replica.name(), s))
        .orElseGet(() ->
            Reading.unreadable(replica.id(), replica.name(), Sentence.of("operations.unread.lag")));
  }

  /**
   * A server is meant to be back within its failover time: not before that has passed is it late.
   */
  private Rule alive(DatabaseServer server) {
    Duration hold =
        server
            .replication()
            .flatMap(ReplicationObjective::failoverTime)
            .or(() -> blueprint.objectives().failoverTime())
            .orElse(AZURE_FAILOVER);
    Optional<FlexibleServer> live = estate.server(server.resourceName()).map(Observed::value);
    Reading reading =
        live.flatMap(s -> estate.judgeable(s, Signals.ALIVE))
            .map(a -> Reading.of(server.id(), server.name(), a))
            .orElseGet(() ->
                Reading.unreadable(
                    server.id(), server.name(), Sentence.of("operations.unread.answer")));
    return rule(
        "objective:server-alive",
        Sentence.of("operations.objective.server-alive"),
        Severity.CRITICAL,
        Sentence.of("operations.metric.answering"),
        Comparison.BELOW,
        1,
        "",
        hold,
        0,
        List.of(reading));
  }

  private Rule hitRatio(double target) {
    List<Reading> readings =
        blueprint.caches().stream()
            .map(c ->
                estate
                    .cache(c.resourceName())
                    .flatMap(live ->
                        HitRatio.of(
                            history, live.value().id(), Signals.HITS, Signals.MISSES, estate.now()))
                    .map(r -> Reading.of(c.id(), c.name(), r.ratio() * 100))
                    .orElseGet(() ->
                        Reading.unreadable(
                            c.id(), c.name(), Sentence.of("operations.unread.hits"))))
            .toList();
    return rule(
        "objective:hit-ratio",
        Sentence.of("operations.objective.hit-ratio"),
        Severity.WARNING,
        Sentence.of("operations.metric.hit-ratio"),
        Comparison.BELOW,
        target * 100,
        "percent",
        HIT_RATIO_HOLD,
        0.005,
        readings);
  }

  private Optional<Rule> atMaximum(Service service) {
    return estate
        .autoscaler(blueprint.cluster().namespace(), service.deployment())
        .filter(h -> estate.snapshot().current(h.source()))
        .map(Observed::value)
        .flatMap(hpa ->
            ScalingExplanation.wantedPods(hpa).map(wanted -> atMaximum(service, hpa, wanted)));
  }

  private static Rule atMaximum(Service service, HorizontalPodAutoscaler hpa, int wanted) {
    return rule(
        "objective:autoscaler-maximum",
        Sentence.of("operations.objective.autoscaler-maximum"),
        Severity.WARNING,
        Sentence.of("operations.metric.pods-wanted"),
        Comparison.ABOVE,
        hpa.maxReplicas(),
        "count",
        MAXIMUM_HOLD,
        0,
        List.of(Reading.of(service.id(), service.name(), wanted)));
  }

  private static Rule rule(
      String id,
      Sentence name,
      Severity severity,
      Sentence metric,
      Comparison comparison,
      double threshold,
      String unit,
      Duration hold,
      double hysteresis,
      List<Reading> readings) {
    return new Rule(
        id,
        name,
        severity,
        metric,
        comparison,
        threshold,
        unit,
        hold,
        hold,
        hysteresis,
        List.of(),
        readings);
  }
}

package io.pilothouse.operations.health;

import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.stream.Health;
import java.time.Duration;
import java.util.Optional;

/** Judges a service by how its requests fare, against what the document promises. */
public final class WorkJudge {
  /** Where the document sets no limit: failures beyond it are felt by everybody. */
  private static final double FAILED_DEGRADED = 5;

  private static final double FAILED_CRITICAL = 50;

  /** Where the document promises no response time: people leave after it. */
  private static final Duration SLOW = Duration.ofSeconds(3);

  private static final double POOL_CAUTION = 95;

  private final double failedLimit;
  private final double slowMillis;
  private final Optional<Blueprint> blueprint;

  WorkJudge(Optional<Blueprint> blueprint) {
    this.blueprint = blueprint;
    this.failedLimit = failedLimit(blueprint);
    this.slowMillis = slowMillis(blueprint);
  }

  /** The share of requests, in percent, above which failures are too many. */
  public static double failedLimit(Optional<Blueprint> blueprint) {
    return rule(blueprint, WorkloadMetrics.FAILED_REQUESTS)
        .filter(r -> r.unit().equals("percent"))
        .map(AlertRule::threshold)
        .orElse(FAILED_DEGRADED);
  }

  /** The average time of an answer, in milliseconds, above which a service is too slow. */
  public static double slowMillis(Optional<Blueprint> blueprint) {
    Optional<Double> ruled =
        rule(blueprint, WorkloadMetrics.RESPONSE_TIME)
            .map(r -> r.unit().equals("seconds") ? r.threshold() * 1_000 : r.threshold());
    return blueprint
        .flatMap(b -> b.objectives().responseTime())
        .or(() -> ruled.map(m -> Duration.ofMillis(Math.round(m))))
        .orElse(SLOW)
        .toMillis();
  }

  private static Optional<AlertRule> rule(Optional<Blueprint> blueprint, String metric) {
    return blueprint.stream()
        .flatMap(b -> b.alertRules().stream())
        .filter(r -> r.metric().equals(metric))
        .findFirst();
  }

  void judge(ServiceWork work, Facts facts, Judgement judgement) {
    work.newest()
        .ifPresent(from -> {
          work.requests().ifPresent(r -> facts.derived("requestRate", tenth(r), "/s", from));
          work.failedPercent().ifPresent(f -> facts.derived("failedRequests", tenth(f), "%", from));
          work.responseMillis().ifPresent(t -> facts.derived("responseTime", tenth(t), "ms", from));
          work.poolPercent().ifPresent(p -> facts.derived("connectionPool", tenth(p), "%", from));
          work.hitRatio().ifPresent(h -> facts.derived("hitRatio", thousandth(h), "", from));
          work.replicaReads()
              .ifPresent(share -> facts.derived("replicaReads", tenth(100 * share), "%", from));
          if (!work.breakersOpen().isEmpty()) {
            String open = String.join(", ", work.breakersOpen().keySet());
            facts.derived("circuitBreakersOpen", open, "", from);
          }
        });
    work.failedPercent()
        .filter(f -> f > failedLimit)
        .ifPresent(f ->
            judgement.say(
                f >= FAILED_CRITICAL ? Health.CRITICAL : Health.DEGRADED,
                "operations.service.failing",
                ScalingExplanation.rounded(f),
                ScalingExplanation.rounded(failedLimit)));
    work.responseMillis()
        .filter(t -> t > slowMillis)
        .ifPresent(t ->
            judgement.say(
                Health.DEGRADED,
                "operations.service.slow",
                ScalingExplanation.rounded(t / 1_000),
                ScalingExplanation.rounded(slowMillis / 1_000)));
    work.poolPercent()
        .filter(p -> p >= POOL_CAUTION)
        .filter(p -> work.poolWaiting().orElse(0.0) > 0)
        .ifPresent(p ->
            judgement.say(
                Health.CAUTION,
                "operations.service.pool",
                ScalingExplanation.rounded(work.poolWaiting().orElse(0.0))));
    work.breakersOpen()
        .forEach((external, pods) ->
            judgement.say(Health.CAUTION, "operations.service.breaker", name(external), pods));
  }

  private String name(String external) {
    return blueprint.stream()
        .flatMap(b -> b.components().stream())
        .filter(c -> c.id().equals(external))
        .findFirst()
        .map(Component::name)
        .orElse(external);
  }

  private static Object thousandth(double value) {
    return Facts.number(Math.round(value * 1_000) / 1_000.0);
  }

  private static Object tenth(double value) {
    return Facts.number(Math.round(value * 10) / 10.0);
  }
}

package io.pilothouse.operations.health;

import io.pilothouse.operations.history.MeasurementHistory;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.stream.Health;
import java.util.Optional;

/** Judges a cache by its state, its memory and the share of reads that it answers. */
final class CacheJudge {
  private static final double MEMORY_CAUTION = 85;
  private static final double MEMORY_DEGRADED = 95;
  private static final double LOAD_CAUTION = 80;

  private final Estate estate;
  private final MeasurementHistory history;

  CacheJudge(Estate estate, MeasurementHistory history) {
    this.estate = estate;
    this.history = history;
  }

  void judge(
      Observed<RedisCache> observed,
      Optional<Double> hitRatioTarget,
      Facts facts,
      Judgement judgement) {
    RedisCache cache = observed.value();
    facts.state("state", cache.provisioningState(), observed);
    if (!cache.provisioningState().equals("Succeeded")) {
      boolean failed = cache.provisioningState().equals("Failed");
      judgement.say(
          failed ? Health.CRITICAL : Health.CAUTION,
          "operations.azure.state",
          cache.provisioningState());
    }
    hitRatio(observed, hitRatioTarget, facts, judgement);
    facts
        .measured("usedMemoryPercent", estate.measured(cache, Signals.USED_MEMORY))
        .measured("connectedClients", estate.measured(cache, Signals.CLIENTS))
        .measured("evictedKeys", estate.measured(cache, Signals.EVICTED))
        .measured("serverLoad", estate.measured(cache, Signals.SERVER_LOAD));
    facts.stateIf("shards", cache.shards(), observed);
    estate
        .judgeable(cache, Signals.USED_MEMORY)
        .filter(m -> m >= MEMORY_CAUTION)
        .ifPresent(m ->
            judgement.say(
                m >= MEMORY_DEGRADED ? Health.DEGRADED : Health.CAUTION,
                "operations.cache.memory",
                ScalingExplanation.rounded(m)));
    estate
        .judgeable(cache, Signals.SERVER_LOAD)
        .filter(l -> l >= LOAD_CAUTION)
        .ifPresent(l ->
            judgement.say(Health.CAUTION, "operations.cache.load", ScalingExplanation.rounded(l)));
  }

  private void hitRatio(
      Observed<RedisCache> observed, Optional<Double> target, Facts facts, Judgement judgement) {
    RedisCache cache = observed.value();
    Optional<HitRatio> ratio =
        HitRatio.of(history, cache.id(), Signals.HITS, Signals.MISSES, estate.now());
    ratio.ifPresent(r ->
        estate
            .snapshot()
            .measurement(cache.id(), Signals.HITS)
            .ifPresent(from -> facts.derived("hitRatio", fourDigits(r.ratio()), "", from)));
    target.ifPresent(t -> {
      facts.stated("hitRatioTarget", t, "", observed);
      ratio
          .filter(r -> r.ratio() < t)
          .ifPresent(r ->
              judgement.say(
                  Health.CAUTION,
                  "operations.cache.hit-ratio",
                  ScalingExplanation.rounded(r.ratio() * 100),
                  ScalingExplanation.rounded(t * 100)));
    });
  }

  private static double fourDigits(double ratio) {
    return Math.round(ratio * 10_000) / 10_000.0;
  }
}

package io.pilothouse.serviceruntime.metrics;

import io.pilothouse.serviceruntime.dependency.FailureKind;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The failed uses of its dependencies that one service instance counted, by component and kind.
 *
 * <p>Safe for concurrent use.
 */
public final class DependencyErrors {

  private final InstantSource clock;
  private final Map<String, RateMeter> meters = new ConcurrentHashMap<>();

  public DependencyErrors(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts one failed use now.
   *
   * @param component the blueprint's id of what was used
   */
  public void count(String component, FailureKind kind) {
    meters.computeIfAbsent(kind.word() + "_" + component, first -> new RateMeter(clock)).mark();
  }

  /**
   * Failures per second of the last seconds, by {@code KIND_COMPONENT}; what never failed is
   * absent.
   */
  public Map<String, Double> perSecond() {
    var rates = new TreeMap<String, Double>();
    meters.forEach((what, meter) -> rates.put(what, meter.perSecond()));
    return rates;
  }
}

package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.reading.Estate;
import io.pilothouse.desktopapp.reading.Reading;
import io.pilothouse.sharedmodel.action.ActionRun;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.CacheStrategy;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the document promises, with what is measured of it. Pure. */
public final class Objectives {
  private Objectives() {}

  /**
   * One promise.
   *
   * @param term key of its wording
   * @param target in {@code unit}
   * @param unit {@code %}, {@code s} or {@code ms}
   * @param measured absent where nothing measured it yet
   * @param floor whether the measured value must be at least the target, not at most
   */
  public record Objective(
      String term, double target, String unit, Optional<Reading<Double>> measured, boolean floor) {
    /** Whether it is measured and not kept. */
    public boolean missed() {
      return measured.map(m -> floor ? m.value() < target : m.value() > target).orElse(false);
    }
  }

  /** The promises of a blueprint against a state. */
  public static List<Objective> of(Blueprint blueprint, SystemState state) {
    List<Objective> all = new ArrayList<>();
    blueprint
        .cacheStrategy()
        .flatMap(CacheStrategy::hitRatioTarget)
        .ifPresent(t -> all.add(new Objective("hitRatio", t * 100, "%", hitRatio(state), true)));
    blueprint.databaseServers().stream()
        .flatMap(s -> s.replication().stream())
        .flatMap(r -> r.maximumLag().stream())
        .findFirst()
        .ifPresent(
            lag -> all.add(new Objective("lag", lag.toMillis() / 1000.0, "s", lag(state), false)));
    blueprint
        .objectives()
        .failoverTime()
        .or(() ->
            blueprint.databaseServers().stream()
                .flatMap(s -> s.replication().stream())
                .flatMap(r -> r.failoverTime().stream())
                .findFirst())
        .ifPresent(
            t -> all.add(new Objective("failover", t.toMillis(), "ms", failover(state), false)));
    blueprint.objectives().recoveryTime().ifPresent(t -> all.add(promised("recoveryTime", t)));
    blueprint.objectives().recoveryPoint().ifPresent(t -> all.add(promised("recoveryPoint", t)));
    return all;
  }

  /** Measured only when a disaster or a rehearsal happens. */
  private static Objective promised(String term, Duration target) {
    return new Objective(term, target.toMillis(), "ms", Optional.empty(), false);
  }

  private static Optional<Reading<Double>> hitRatio(SystemState state) {
    return components(state, "cache").stream()
        .flatMap(c -> Estate.number(c, "hitRatio").stream())
        .map(r -> r.with(r.value() * 100))
        .min(Comparator.comparing(Reading::value));
  }

  private static Optional<Reading<Double>> lag(SystemState state) {
    return components(state, "database-replica").stream()
        .flatMap(c -> Estate.number(c, "effectiveReplicationLagSeconds").stream())
        .max(Comparator.comparing(Reading::value));
  }

  /** The time without writes of the last failover that was measured. */
  private static Optional<Reading<Double>> failover(SystemState state) {
    return state.runs().stream()
        .filter(r -> r.action().equals("failover"))
        .max(Comparator.comparing(ActionRun::startedAt))
        .flatMap(r ->
            r.writeGapMillis()
                .map(gap ->
                    new Reading<>(
                        gap.doubleValue(), r.id(), r.endedAt().orElse(r.startedAt()), false)));
  }

  private static List<ComponentStatus> components(SystemState state, String kind) {
    return state.components().stream().filter(c -> c.kind().equals(kind)).toList();
  }
}

package io.pilothouse.desktopapp.topology;

import io.pilothouse.desktopapp.reading.Estate;
import io.pilothouse.desktopapp.reading.Reading;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Fact;
import io.pilothouse.sharedmodel.stream.Health;
import io.pilothouse.sharedmodel.stream.SystemState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the cards of a map out of a state. Pure. */
final class Cards {
  /** States of resource manager that need no word. */
  private static final Set<String> QUIET_STATES = Set.of("Ready", "Succeeded", "Active");

  private final Estate estate;
  private final Map<String, Long> differences;

  private Cards(SystemState state) {
    this.estate = new Estate(state);
    this.differences =
        state.differences().stream()
            .collect(Collectors.groupingBy(Difference::component, Collectors.counting()));
  }

  /** The card of every component, by its id. */
  static Map<String, Card> of(SystemState state) {
    var cards = new Cards(state);
    Map<String, Card> all = new LinkedHashMap<>();
    state.components().forEach(c -> all.put(c.id(), cards.card(c)));
    cards.differences.forEach((id, count) -> all.computeIfAbsent(id, i -> cards.drawn(count)));
    return Map.copyOf(all);
  }

  private Card card(ComponentStatus component) {
    Optional<Reading<WorkloadResource>> deployment =
        estate.bound(component, WorkloadResource.class);
    List<Card.Live> readings = readings(component);
    return new Card(
        component.health(),
        component.stale(),
        deployment.map(d -> pods(d.value())).orElse(List.of()),
        deployment.map(d -> replicas(component, d.value())),
        readings,
        !component.bound().isEmpty(),
        differences.getOrDefault(component.id(), 0L).intValue());
  }

  /** What nobody judges, such as a subnet, and is not as declared. */
  private Card drawn(long count) {
    return new Card(
        Health.UNKNOWN, false, List.of(), Optional.empty(), List.of(), false, (int) count);
  }

  private List<Card.Cell> pods(WorkloadResource deployment) {
    return estate.all(Pod.class).stream()
        .map(Reading::value)
        .filter(p -> p.namespace().equals(deployment.namespace()))
        .filter(p -> p.deployment().equals(Optional.of(deployment.name())))
        .map(p -> new Card.Cell(p.name(), health(p), p.reason()))
        .sorted(Comparator.comparing(Card.Cell::health).reversed().thenComparing(Card.Cell::name))
        .toList();
  }

  private static Health health(Pod pod) {
    if (pod.ready()) {
      return Health.NORMAL;
    }
    return pod.restarts() > 0 || pod.phase().equals("Failed") ? Health.CRITICAL : Health.STARTING;
  }

  private Card.Replicas replicas(ComponentStatus component, WorkloadResource deployment) {
    Optional<HorizontalPodAutoscaler> autoscaler =
        estate
            .bound(component, HorizontalPodAutoscaler.class)
            .map(Reading::value)
            .or(() ->
                estate.all(HorizontalPodAutoscaler.class).stream()
                    .map(Reading::value)
                    .filter(h -> h.namespace().equals(deployment.namespace()))
                    .filter(h -> h.target().equals(deployment.name()))
                    .findFirst());
    return new Card.Replicas(
        deployment.ready(),
        deployment.desired(),
        autoscaler.map(HorizontalPodAutoscaler::minReplicas),
        autoscaler.map(HorizontalPodAutoscaler::maxReplicas));
  }

  private static List<Card.Live> readings(ComponentStatus component) {
    List<Card.Live> readings = new ArrayList<>();
    Estate.fact(component, "state")
        .filter(f -> !QUIET_STATES.contains(f.value().toString()))
        .ifPresent(f -> readings.add(live("state", f, true)));
    switch (component.kind()) {
      case "database-server" -> {
        Estate.fact(component, "zone").ifPresent(f -> readings.add(live("zone", f, false)));
        Estate.fact(component, "connections")
            .ifPresent(f -> readings.add(live("connections", f, false)));
      }
      case "database-standby" -> {
        Estate.fact(component, "zone").ifPresent(f -> readings.add(live("zone", f, false)));
        Estate.fact(component, "syncState").ifPresent(f -> readings.add(live("sync", f, false)));
      }
      case "database-replica" ->
          Estate.fact(component, "effectiveReplicationLagSeconds")
              .or(() -> Estate.fact(component, "replicationLagSeconds"))
              .ifPresent(f -> readings.add(live("lag", f, component.health() == Health.DEGRADED)));
      case "cache" -> {
        hitRatio(component).ifPresent(readings::add);
        Estate.fact(component, "usedMemoryPercent")
            .ifPresent(f -> readings.add(live("memory", f, false)));
      }
      case "cluster", "node-pool" -> nodes(component).ifPresent(readings::add);
      default -> {}
    }
    return readings;
  }

  private static Optional<Card.Live> hitRatio(ComponentStatus component) {
    return Estate.number(component, "hitRatio")
        .map(hit ->
            new Card.Live(
                "hitRatio",
                hit.value() * 100,
                "%",
                hit.stale(),
                Estate.number(component, "hitRatioTarget")
                    .map(target -> hit.value() < target.value())
                    .orElse(false)));
  }

  private static Optional<Card.Live> nodes(ComponentStatus component) {
    return Estate.fact(component, "nodesReady")
        .flatMap(ready ->
            Estate.fact(component, "nodes")
                .map(all ->
                    new Card.Live(
                        "nodes",
                        ready.value() + "/" + all.value(),
                        "",
                        ready.stale(),
                        !ready.value().equals(all.value()))));
  }

  private static Card.Live live(String term, Fact fact, boolean wanting) {
    return new Card.Live(term, fact.value(), fact.unit(), fact.stale(), wanting);
  }
}

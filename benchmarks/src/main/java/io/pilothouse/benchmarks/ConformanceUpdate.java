package io.pilothouse.benchmarks;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.operations.Sources;
import io.pilothouse.operations.binding.Binder;
import io.pilothouse.operations.conformance.DesignComparison;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.estate.Coverage;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.Reducer;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.ResourceKind;
import io.pilothouse.sharedmodel.estate.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a design of 400 services against 5,000 live resources, of which one changes at a time: the
 * time from the new snapshot to the differences, binding included. Prints a row of the results
 * table.
 */
public final class ConformanceUpdate {
  private static final int SERVICES = 400;
  private static final int RESOURCES = 5_000;
  private static final int WARM_UP = 200;
  private static final int SAMPLES = 500;
  private static final Instant NOW = Instant.EPOCH;

  private ConformanceUpdate() {}

  /** Measures. */
  public static void main(String[] arguments) {
    Blueprint design = design(ShippedSystems.load("tripgen-prod").orElseThrow());
    String namespace = design.cluster().namespace();
    Snapshot snapshot =
        Reducer.reduce(
            Snapshot.empty(),
            List.of(
                new Observation.Resynced(Sources.KUBERNETES, 1, NOW, live(namespace)),
                new Observation.Covered(
                    Sources.KUBERNETES, 2, NOW, Coverage.of(EnumSet.allOf(ResourceKind.class)))));
    var binder = new Binder(design);
    var comparison = new DesignComparison(design);
    long began = System.nanoTime();
    comparison.compare(snapshot, binder.bind(snapshot), NOW);
    double first = (System.nanoTime() - began) / 1e6;
    var nanos = new ArrayList<Long>();
    int found = 0;
    for (int i = 0; i < WARM_UP + SAMPLES; i++) {
      Deployment changed = deployment(namespace, i % SERVICES, 3 + i % 5);
      snapshot =
          Reducer.reduce(
              snapshot, List.of(new Observation.Upserted(Sources.KUBERNETES, 3 + i, NOW, changed)));
      long start = System.nanoTime();
      found = comparison.compare(snapshot, binder.bind(snapshot), NOW).differences().size();
      nanos.add(System.nanoTime() - start);
    }
    List<Long> sorted = nanos.subList(WARM_UP, nanos.size()).stream().sorted().toList();
    System.out.printf(
        "| conformance of %d live resources, one changed, p50 / p99 of %d (%d differences; the"
            + " first time %.0f ms) | %.1f / %.1f ms | | | < 100 ms |%n",
        snapshot.resources().size(),
        SAMPLES,
        found,
        first,
        sorted.get(SAMPLES / 2) / 1e6,
        sorted.get(SAMPLES * 99 / 100) / 1e6);
  }

  static Blueprint design(Blueprint b) {
    var services = new ArrayList<Service>();
    Service pattern = b.services().getFirst();
    for (int i = 0; i < SERVICES; i++) {
      services.add(
          new Service(
              name(i),
              name(i),
              name(i),
              pattern.nodePool(),
              pattern.requests(),
              pattern.limits(),
              pattern.replicas(),
              pattern.autoscaling(),
              pattern.minAvailable(),
              pattern.architecture(),
              pattern.address(),
              pattern.port(),
              pattern.purpose(),
              pattern.cachePatterns(),
              pattern.source()));
    }
    return new Blueprint(
        b.apiVersion(),
        b.system(),
        b.name(),
        b.environment(),
        b.documents(),
        b.region(),
        b.objectives(),
        b.entrance(),
        b.network(),
        b.cluster(),
        services,
        b.databaseServers(),
        b.caches(),
        b.cacheStrategy(),
        b.messageBrokers(),
        b.managedServices(),
        b.externalSystems(),
        b.relations(),
        b.bindings(),
        b.alertRules(),
        b.changePolicy(),
        b.cost(),
        b.security(),
        b.statements(),
        b.sources());
  }

  static List<Resource> live(String namespace) {
    var all = new ArrayList<Resource>();
    for (int i = 0; i < SERVICES; i++) {
      all.add(deployment(namespace, i, 3));
      all.add(
          new HorizontalPodAutoscaler(
              ResourceId.kubernetes("horizontalpodautoscaler", namespace, name(i)),
              namespace,
              name(i),
              name(i),
              3,
              i % 4 == 0 ? 12 : 10,
              3,
              3,
              List.of(),
              List.of(),
              Optional.empty()));
    }
    for (int i = 0; all.size() < RESOURCES; i++) {
      String name = name(i % SERVICES) + "-" + i;
      all.add(
          new Pod(
              ResourceId.kubernetes("pod", namespace, name),
              namespace,
              name,
              Optional.of(name(i % SERVICES)),
              Optional.empty(),
              Optional.of("node-1"),
              "Running",
              true,
              0,
              false,
              Optional.empty(),
              Optional.empty(),
              List.of(),
              Optional.empty()));
    }
    return all;
  }

  private static Deployment deployment(String namespace, int number, int pods) {
    return new Deployment(
        ResourceId.kubernetes("deployment", namespace, name(number)),
        namespace,
        name(number),
        Map.of("app", name(number)),
        pods,
        pods,
        pods,
        pods,
        1,
        1,
        false,
        List.of(),
        1,
        List.of(),
        Optional.empty());
  }

  private static String name(int number) {
    return "service-" + number;
  }
}

package io.pilothouse.localtwin.load;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pilothouse.localtwin.kubernetes.PodReference;
import io.pilothouse.serviceruntime.cache.CachePolicy;
import io.pilothouse.serviceruntime.cache.CacheSnapshot;
import io.pilothouse.serviceruntime.cache.SharedTier;
import io.pilothouse.serviceruntime.cache.TwoTierCache;
import io.pilothouse.serviceruntime.cache.ValueCodec;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One service of the twin: the pods that are ready, and what they share. Each pod has a local cache
 * tier of its own, which dies with it; the connections to Redis and to the database are the
 * service's, where a deployed service has them per pod. A service of a system without a cache reads
 * its database each time.
 *
 * <p>Safe for concurrent use.
 */
public final class SimulatedService implements AutoCloseable {

  private final ServicePlan plan;
  private final CachePolicy policy;
  private final Optional<SharedTier> shared;
  private final RoutedDatabase database;
  private final InstantSource clock;
  private final WorkingSet values;
  private final Popularity popularity;
  private final List<ServicePod> pods = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  /** What pods that are gone counted. Guarded by this. */
  private Totals retired = new Totals(0, 0, CacheSnapshot.NONE);

  /** Takes over {@code shared} and {@code database}, and closes them. */
  public SimulatedService(
      ServicePlan plan,
      CachePolicy policy,
      Optional<SharedTier> shared,
      RoutedDatabase database,
      InstantSource clock) {
    this.plan = plan;
    this.policy = policy;
    this.shared = shared;
    this.database = database;
    this.clock = clock;
    this.values = new WorkingSet(plan);
    this.popularity = new Popularity(plan.workingSet());
  }

  ServicePlan plan() {
    return plan;
  }

  /** Makes the service's values in the database and puts them into Redis, as a warm-up does. */
  public void prepare() {
    values.create(database);
    cache().ifPresent(cache -> values.all(database).forEach(cache::warm));
  }

  void podReady(PodReference reference, String image) {
    podGone(reference);
    pods.add(new ServicePod(reference, image, plan, values, cache(), database, clock));
  }

  void podGone(PodReference reference) {
    for (var pod : pods) {
      if (pod.reference().uid().equals(reference.uid()) && pods.remove(pod)) {
        retire(pod);
      }
    }
  }

  /** The pod that takes the next request, in turn; empty when none is ready. */
  Optional<ServicePod> next() {
    var ready = List.copyOf(pods);
    return ready.isEmpty()
        ? Optional.empty()
        : Optional.of(ready.get(Math.floorMod(turn.getAndIncrement(), ready.size())));
  }

  Optional<ServicePod> pod(String namespace, String name) {
    return pods.stream()
        .filter(pod -> pod.reference().name().equals(name))
        .filter(pod -> pod.reference().namespace().equals(namespace))
        .findFirst();
  }

  List<ServicePod> pods() {
    return List.copyOf(pods);
  }

  /** The value that a draw from 0 to 1 falls on. */
  int value(double draw) {
    return popularity.rank(draw);
  }

  ServiceSnapshot snapshot(long unserved) {
    Totals totals;
    synchronized (this) {
      totals = retired;
    }
    for (var pod : pods) {
      totals = totals.plus(pod);
    }
    return new ServiceSnapshot(
        plan.service(),
        pods.size(),
        totals.requests() + unserved,
        totals.failures() + unserved,
        totals.cache(),
        shared.map(SharedTier::health),
        database.snapshot());
  }

  @Override
  public void close() {
    database.close();
    shared.ifPresent(SharedTier::close);
  }

  private Optional<TwoTierCache<String>> cache() {
    return shared.map(tier ->
        new TwoTierCache<>(
            policy,
            tier,
            ValueCodec.text(),
            Ticker.systemTicker(),
            () -> ThreadLocalRandom.current().nextDouble()));
  }

  private synchronized void retire(ServicePod pod) {
    retired = retired.plus(pod);
  }

  /** Counts of several pods together. */
  private record Totals(long requests, long failures, CacheSnapshot cache) {
    Totals plus(ServicePod pod) {
      return new Totals(
          requests + pod.requestCount(),
          failures + pod.failureCount(),
          cache.plus(new CacheSnapshot(pod.cache().byPattern(), 0, 0, 0)));
    }
  }
}

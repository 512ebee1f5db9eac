package io.pilothouse.localtwin.load;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pilothouse.localtwin.kubernetes.PodReference;
import io.pilothouse.serviceruntime.cache.CachePolicy;
import io.pilothouse.serviceruntime.cache.CacheSnapshot;
import io.pilothouse.serviceruntime.cache.SharedTier;
import io.pilothouse.serviceruntime.cache.SharedTierHealth;
import io.pilothouse.serviceruntime.cache.TwoTierCache;
import io.pilothouse.serviceruntime.cache.ValueCodec;
import io.pilothouse.serviceruntime.dependency.FailureKind;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One service of the twin: the pods that are ready, and what they share. Each pod has a local cache
 * tier and breakers of its own, which die with it; the connections to Redis and to the database are
 * the service's, where a deployed service has them per pod. A service of a system without a cache
 * reads its database each time.
 *
 * <p>Safe for concurrent use.
 */
public final class SimulatedService implements AutoCloseable {

  private final ServicePlan plan;
  private final CachePolicy policy;
  private final ServiceDependencies dependencies;
  private final ServiceContainers containers;
  private final Clock clock;
  private final WorkingSet values;
  private final Popularity popularity;
  private final List<ServicePod> pods = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  /** The process that stands for the longest-ready pod, while there is one. */
  private final AtomicReference<Optional<PodProcess>> process =
      new AtomicReference<>(Optional.empty());

  /** What pods that are gone counted. Guarded by this. */
  private Totals retired = new Totals(0, 0, CacheSnapshot.NONE);

  /**
   * Describes a service. Takes over its connections, and closes them.
   *
   * @param containers where its pods and the other services are
   */
  public SimulatedService(
      ServicePlan plan,
      CachePolicy policy,
      ServiceDependencies dependencies,
      ServiceContainers containers,
      Clock clock) {
    this.plan = plan;
    this.policy = policy;
    this.dependencies = dependencies;
    this.containers = containers;
    this.clock = clock;
    this.values = new WorkingSet(plan);
    this.popularity = new Popularity(plan.workingSet());
  }

  ServicePlan plan() {
    return plan;
  }

  ServiceDependencies dependencies() {
    return dependencies;
  }

  WorkingSet values() {
    return values;
  }

  /** The blueprint's id of the service. */
  public String id() {
    return plan.id();
  }

  /** The name of its Deployment. */
  public String deployment() {
    return plan.service();
  }

  /** Whether its database is on the server of that resource name. */
  public boolean usesServer(String server) {
    return dependencies.database().routed().primary().equals(server);
  }

  /** Makes the service's values in the database and puts them into Redis, as a warm-up does. */
  public void prepare() {
    values.create(dependencies.database().routed());
    warm();
  }

  /** Puts the service's values into Redis. */
  public void warm() {
    dependencies
        .cache()
        .map(cache -> caching(new SharedTier(cache.store(), cache.retryAfter(), clock)))
        .ifPresent(tiers -> values.all(dependencies.database().routed()).forEach(tiers::warm));
  }

  /** Makes every pod forget its local cache tier. */
  public void forgetLocal() {
    pods.forEach(ServicePod::forgetLocal);
  }

  /** Makes every pod read its password from the vault again, as if it had just started. */
  public void readSecret() {
    var password = dependencies.database().secret().password();
    pods.forEach(pod -> pod.password(password));
    signIn();
  }

  /**
   * Signs in with what the pod that is longest ready has read: the connections are the service's,
   * so a pod that is added beside old ones must not heal them.
   */
  private void signIn() {
    var user = dependencies.database().secret().user();
    pods.stream()
        .findFirst()
        .ifPresent(oldest -> dependencies.database().routed().credentials(user, oldest.password()));
  }

  /** Takes every connection of its pools and keeps them until it is closed. */
  public PoolLeak leakPool() {
    return PoolLeak.of(dependencies.database().routed());
  }

  /**
   * Lets a process stand for the pod that is longest ready: it takes that pod's share of the
   * requests, and its figures are that pod's.
   *
   * @throws IllegalStateException if another one does so already
   */
  public void attach(PodProcess instance) {
    if (!process.compareAndSet(Optional.empty(), Optional.of(instance))) {
      throw new IllegalStateException("a process stands for a pod of " + id() + " already");
    }
  }

  /** Ends that; nothing happens if it stands for none. */
  public void detach(PodProcess instance) {
    process.updateAndGet(now -> now.filter(attached -> !attached.equals(instance)));
  }

  /** The process that stands for a pod. */
  Optional<PodProcess> processOf(ServicePod pod) {
    return process.get().filter(p -> pods.stream().findFirst().filter(pod::equals).isPresent());
  }

  void podReady(PodReference reference, String image) {
    podGone(reference);
    var path = new NetworkPath(reference, containers.network());
    pods.add(
        new ServicePod(
            reference,
            image,
            this,
            path,
            this::caching,
            new OtherServices(plan.downstream(), path, containers),
            clock));
    signIn();
  }

  void podGone(PodReference reference) {
    for (var pod : pods) {
      if (pod.reference().uid().equals(reference.uid()) && pods.remove(pod)) {
        retire(pod);
        signIn();
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

  /** One of its pods, in turn, failed to use a component that all of them use together. */
  void failedAt(String component, FailureKind kind) {
    next().ifPresent(pod -> pod.failedAt(component, kind));
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
        sharedTier(),
        dependencies.database().routed().snapshot());
  }

  @Override
  public void close() {
    dependencies.database().routed().close();
    dependencies.cache().ifPresent(cache -> cache.store().close());
  }

  /** Of the pods' breakers towards Redis, the one that is worst off. */
  private Optional<SharedTierHealth> sharedTier() {
    var worstFirst =
        List.of(
            SharedTierHealth.State.SKIPPED,
            SharedTierHealth.State.PROBING,
            SharedTierHealth.State.USED);
    return pods.stream()
        .flatMap(pod -> pod.sharedTier().stream())
        .min(Comparator.comparingInt(health -> worstFirst.indexOf(health.state())));
  }

  private TwoTierCache<String> caching(SharedTier tier) {
    return new TwoTierCache<>(
        policy,
        tier,
        ValueCodec.text(),
        Ticker.systemTicker(),
        () -> ThreadLocalRandom.current().nextDouble());
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

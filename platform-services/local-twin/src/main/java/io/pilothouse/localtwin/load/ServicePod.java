package io.pilothouse.localtwin.load;

import io.pilothouse.localtwin.kubernetes.LogLine;
import io.pilothouse.localtwin.kubernetes.PodReference;
import io.pilothouse.localtwin.kubernetes.PodUsage;
import io.pilothouse.serviceruntime.cache.CacheSnapshot;
import io.pilothouse.serviceruntime.cache.SharedTier;
import io.pilothouse.serviceruntime.cache.SharedTierHealth;
import io.pilothouse.serviceruntime.cache.TwoTierCache;
import io.pilothouse.serviceruntime.data.DatabaseUnavailableException;
import io.pilothouse.serviceruntime.dependency.FailureKind;
import io.pilothouse.serviceruntime.external.ExternalCallException;
import io.pilothouse.serviceruntime.external.ExternalSnapshot;
import io.pilothouse.serviceruntime.metrics.ExternalFigures;
import io.pilothouse.serviceruntime.metrics.ServiceMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One pod of a service as it works: its own local cache tier and breakers, the service's Redis and
 * database, external systems and other services, and the model of what that would use of the pod.
 *
 * <p>Every request is executed for real. Only the pod's processor and memory are modelled from the
 * requests, and with them the time that a request waits and computes.
 */
final class ServicePod {

  private static final double IDLE_MILLICORES = 5;
  private static final long LOCAL_ENTRY_BYTES = 2_048;
  private static final Duration FIGURES_KEPT = Duration.ofSeconds(1);

  private final PodReference reference;
  private final SimulatedService service;
  private final ServicePlan plan;
  private final Clock clock;
  private final PodDependencies dependencies;
  private final Optional<SharedTier> shared;
  private final Optional<TwoTierCache<String>> cache;
  private final OtherServices others;
  private final PodProcessor processor;
  private final double failingShare;
  private final PodFigures figures;
  private final PodLog log;
  private volatile String password;
  private volatile Told told = new Told(Instant.EPOCH, Map.of());

  /**
   * Starts to work.
   *
   * @param caching makes the pod's own tiers over a shared one
   */
  ServicePod(
      PodReference reference,
      String image,
      SimulatedService service,
      NetworkPath path,
      Function<SharedTier, TwoTierCache<String>> caching,
      OtherServices others,
      Clock clock) {
    this.reference = reference;
    this.service = service;
    this.plan = service.plan();
    this.clock = clock;
    this.dependencies = new PodDependencies(service.dependencies(), path, clock);
    this.shared =
        service
            .dependencies()
            .cache()
            .map(tier ->
                new SharedTier(
                    new ReachedStore(tier, path, dependencies.errors()), tier.retryAfter(), clock));
    this.cache = shared.map(caching);
    this.others = others;
    var behavior = ReleaseBehavior.ofImage(image);
    double factor = behavior instanceof ReleaseBehavior.Slow(double times) ? times : 1;
    this.failingShare = behavior instanceof ReleaseBehavior.Failing(double share) ? share : 0;
    this.processor =
        new PodProcessor(plan.cores(), plan.coreSecondsPerRequest() * factor, clock.instant());
    this.password = service.dependencies().database().secret().password();
    this.figures = new PodFigures(clock);
    this.log = new PodLog(clock);
    log.print("INFO serving " + plan.service() + " image=" + image);
  }

  PodReference reference() {
    return reference;
  }

  /** The password of its database as it was when the pod read the vault. */
  String password() {
    return password;
  }

  void password(String newPassword) {
    password = newPassword;
  }

  /**
   * Takes one request and works on it.
   *
   * @return the modelled part of the time that the answer took; empty when there was none
   */
  Optional<Duration> handle(Request request) {
    var now = clock.instant();
    figures.taken(request.visitor(), now);
    var waiting = processor.admit(now);
    if (waiting.isEmpty()) {
      return failed("queue full");
    }
    if (request.luck() < failingShare) {
      return failed("500 from " + plan.service());
    }
    try {
      var modelled = waiting.get().plus(work(request));
      figures.answered(modelled.plus(Duration.between(now, clock.instant())));
      return Optional.of(modelled);
    } catch (DatabaseUnavailableException | ExternalCallException | ServiceUnavailableException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Takes work that costs as much as some requests, such as a message.
   *
   * @return how long it will wait and be worked on
   * @throws IllegalStateException if the pod has too much to do
   */
  Duration take(int requestsWorth) {
    var now = clock.instant();
    var modelled = Duration.ZERO;
    for (int i = 0; i < requestsWorth; i++) {
      modelled = processor.admit(now).orElseThrow(() -> new IllegalStateException("queue full"));
    }
    return modelled;
  }

  /** To be called each second or so. */
  void tick() {
    var now = clock.instant();
    processor.keepReading(now);
    figures.tick(now, cache());
  }

  /** The figures by their names, at most a second old. */
  Map<String, Double> metrics() {
    var process = service.processOf(this);
    if (process.isPresent()) {
      return process.get().figures();
    }
    var now = clock.instant();
    var last = told;
    if (Duration.between(last.at(), now).compareTo(FIGURES_KEPT) >= 0) {
      last = new Told(now, counted(now).byName());
      told = last;
    }
    return last.values();
  }

  PodUsage usage() {
    var now = clock.instant();
    return new PodUsage(
        IDLE_MILLICORES + processor.coresUsed(now) * 1000,
        plan.idleBytes()
            + figures.openConnections(now) * plan.bytesPerConnection()
            + cache().localEntries() * LOCAL_ENTRY_BYTES);
  }

  CacheSnapshot cache() {
    return cache.map(TwoTierCache::snapshot).orElse(CacheSnapshot.NONE);
  }

  Optional<SharedTierHealth> sharedTier() {
    return shared.map(SharedTier::health);
  }

  List<ExternalSnapshot> externals() {
    return dependencies.externals();
  }

  /** Forgets its local tier. */
  void forgetLocal() {
    cache.ifPresent(TwoTierCache::forgetLocal);
  }

  long requestCount() {
    return figures.requestCount();
  }

  long failureCount() {
    return figures.failureCount();
  }

  List<LogLine> log() {
    return log.lines();
  }

  /**
   * @return the modelled part of the time that another service took
   */
  private Duration work(Request request) {
    var values = service.values();
    int id = request.value();
    var process = service.processOf(this).filter(PodProcess::takesVisitors);
    if (process.isPresent()) {
      process
          .get()
          .handle(
              new PodProcess.Call(id, request.write(), request.external() < plan.externalShare()));
      return Duration.ZERO;
    }
    if (request.write()) {
      dependencies.write(values.change(id));
      cache.ifPresent(tiers -> tiers.invalidate(values.key(id)));
    } else if (cache.isPresent()) {
      cache.get().get(values.key(id), key -> dependencies.read(values.read(id)));
    } else {
      dependencies.read(values.read(id));
    }
    if (request.external() < plan.externalShare()) {
      dependencies.callExternal(id);
    }
    return request.downstream() < plan.downstreamShare()
        ? others.call(request.visitor(), dependencies.errors())
        : Duration.ZERO;
  }

  private Optional<Duration> failed(String cause) {
    figures.failed();
    log.print("ERROR request failed: " + cause);
    return Optional.empty();
  }

  /** It failed to use a component. */
  void failedAt(String component, FailureKind kind) {
    dependencies.errors().count(component, kind);
  }

  private ServiceMetrics counted(Instant now) {
    var routing = service.dependencies().database().routed().snapshot();
    return new ServiceMetrics(
        figures.requestsPerSecond(),
        figures.failedShare(),
        figures.responseTime(),
        figures.openConnections(now),
        processor.queueLength(now),
        figures.reads().upTo(cache()),
        routing.pools(),
        routing.replicas().isEmpty()
            ? OptionalDouble.empty()
            : figures.routes().upTo(now, routing.replicaReads(), routing.reads()),
        externals().stream()
            .collect(
                Collectors.toMap(
                    ExternalSnapshot::system,
                    external ->
                        new ExternalFigures(
                            external.breaker() != ExternalSnapshot.Breaker.CLOSED,
                            external.responseTime()))),
        dependencies.errors().perSecond());
  }

  /** Figures of a moment. */
  private record Told(Instant at, Map<String, Double> values) {}
}

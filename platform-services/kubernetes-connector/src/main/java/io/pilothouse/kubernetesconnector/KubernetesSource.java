package io.pilothouse.kubernetesconnector;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pilothouse.operations.health.WorkloadMetrics;
import io.pilothouse.operations.port.ObservationSource;
import io.pilothouse.sharedmodel.estate.Coverage;
import io.pilothouse.sharedmodel.estate.Observation;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.ResourceKind;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Measurement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Observes a cluster: nodes, Deployments with their history, pods, autoscalers, events, and what
 * pods use; then how it is configured: budgets, policies, Services, Ingresses, StatefulSets. What
 * runs comes as it is listed; a full picture follows once all of it was, and only then the rest is
 * listed, so that nobody waits for it.
 *
 * <p>A watch that stands still looks like a cluster in which nothing happens. So the API server is
 * asked every two seconds whether it is there, and only while it answers and the watches stand is
 * what was told confirmed. When it falls silent the source is lost at once, all watches are
 * dropped, and when it answers again everything is listed anew and told in one piece: until then
 * nothing is known to be so. What may not be read is said and the rest goes on.
 */
public final class KubernetesSource implements ObservationSource {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesSource.class);
  private static final SourceId ID = SourceId.of("kubernetes");
  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final Duration PROBE_EVERY = Duration.ofSeconds(2);
  private static final Duration METRICS_EVERY = Duration.ofSeconds(15);
  private static final Duration CUSTOM_METRICS_EVERY = Duration.ofSeconds(10);

  private enum Phase {
    /** Nothing was told in full yet; what is listed is told as it comes. */
    STARTING,
    /** Changes are told as they come. */
    LIVE,
    /** The server is cut; nothing is watched. */
    LOST,
    /** The server is back; changes are kept until all was listed. */
    RECOVERING
  }

  private final InstantSource clock;
  private final ServerProbe probe;
  private final PodMetricsReader metrics;
  private final CustomMetricsReader customMetrics;
  private final ScheduledExecutorService scheduler;
  private final List<KindWatch> watches;
  private final List<KindWatch> awaited;
  private final List<KindWatch> late;
  private final ReentrantLock lock = new ReentrantLock();

  // guarded by lock
  private final ObservedCluster cluster = new ObservedCluster();
  private Phase phase = Phase.STARTING;
  private boolean watching;
  private boolean closed;
  private long sequence;
  private int silentProbes;
  private Optional<Sentence> metricsMissing = Optional.empty();
  private Optional<Sentence> customMetricsMissing = Optional.empty();
  private Optional<Sentence> lostReason = Optional.empty();
  private List<Sentence> limits = List.of();
  private Coverage covered = Coverage.NONE;
  private @Nullable Consumer<Observation> sink;

  KubernetesSource(KubernetesClient client, InstantSource clock, WorkloadMetrics wanted) {
    this.clock = clock;
    this.customMetrics = new CustomMetricsReader(client, wanted);
    this.probe = new ServerProbe(client);
    this.metrics = new PodMetricsReader(client);
    this.scheduler =
        Executors.newScheduledThreadPool(
            3, Thread.ofPlatform().name("kubernetes-source-", 0).daemon().factory());
    this.watches =
        java.util.Arrays.stream(Kind.values())
            .map(kind -> new KindWatch(kind, client, new Heard(), clock, scheduler))
            .toList();
    this.awaited = watches.stream().filter(w -> w.kind().awaited()).toList();
    this.late = watches.stream().filter(w -> !w.kind().awaited()).toList();
  }

  @Override
  public SourceId id() {
    return ID;
  }

  @Override
  public Duration period() {
    return PERIOD;
  }

  @Override
  public void start(Consumer<Observation> sink) {
    lock.lock();
    try {
      if (this.sink != null) {
        throw new IllegalStateException("the source was started before");
      }
      this.sink = sink;
    } finally {
      lock.unlock();
    }
    var probing =
        scheduler.scheduleWithFixedDelay(
            safely(this::look), 0, PROBE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    var measuring =
        scheduler.scheduleWithFixedDelay(
            safely(this::measure),
            METRICS_EVERY.toMillis(),
            METRICS_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
    var working =
        scheduler.scheduleWithFixedDelay(
            safely(this::measureWork),
            CUSTOM_METRICS_EVERY.toMillis(),
            CUSTOM_METRICS_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
    LOG.debug(
        "source=kubernetes started probing={} measuring={} work={}", probing, measuring, working);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    scheduler.shutdownNow();
    watches.forEach(KindWatch::stop);
  }

  /** A periodic task that throws would never run again. */
  private static Runnable safely(Task task) {
    return () -> {
      try {
        task.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.error("source=kubernetes unexpected failure, going on", e);
      }
    };
  }

  private interface Task {
    void run() throws InterruptedException;
  }

  /** Looks at the server and at the watches, and says what follows. */
  private void look() throws InterruptedException {
    Optional<Failure> wrong = probe.ask();
    if (wrong.isPresent()) {
      silent(wrong.get());
      return;
    }
    Optional<Failure> signIn =
        watches.stream()
            .flatMap(w -> w.failing().stream())
            .filter(f -> f.kind() == Failure.Kind.SIGN_IN)
            .findFirst();
    if (signIn.isPresent()) {
      lose(signIn.get().sentence());
    } else if (watchAnew()) {
      awaited.forEach(KindWatch::start);
    } else {
      tell();
    }
  }

  /** One request may go astray; a refused connection or sign-in is plain. */
  private void silent(Failure failure) {
    boolean plain =
        failure.kind() == Failure.Kind.NOT_CONNECTED || failure.kind() == Failure.Kind.SIGN_IN;
    lock.lock();
    try {
      silentProbes++;
      if (!plain && silentProbes < 2) {
        return;
      }
    } finally {
      lock.unlock();
    }
    lose(failure.sentence());
  }

  private void lose(Sentence reason) {
    lock.lock();
    try {
      if (!lostReason.equals(Optional.of(reason))) {
        LOG.warn("source=kubernetes decision=lost reason=\"{}\"", reason);
        lostReason = Optional.of(reason);
        emit(new Observation.SourceLost(ID, ++sequence, clock.instant(), reason));
      }
      phase = Phase.LOST;
      watching = false;
    } finally {
      lock.unlock();
    }
    watches.forEach(KindWatch::stop);
  }

  /** Whether the watches are to be started now. */
  private boolean watchAnew() {
    lock.lock();
    try {
      silentProbes = 0;
      if (watching || closed) {
        return false;
      }
      watching = true;
      phase = phase == Phase.LOST ? Phase.RECOVERING : Phase.STARTING;
      LOG.info("source=kubernetes decision=list-and-watch phase={}", phase);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void tell() {
    boolean settled = awaited.stream().allMatch(w -> w.listed() || w.failing().isPresent());
    boolean seesSomething = awaited.stream().anyMatch(KindWatch::listed);
    Coverage seen = coverage();
    var missing = new ArrayList<Sentence>();
    watches.forEach(w -> w.missing().ifPresent(missing::add));
    lock.lock();
    try {
      if (settled && !seesSomething) {
        blind(missing);
        return;
      }
      metricsMissing.ifPresent(missing::add);
      customMetricsMissing.ifPresent(missing::add);
      if (phase != Phase.LIVE && settled) {
        full();
      }
      if (phase == Phase.LIVE || (phase == Phase.STARTING && seesSomething)) {
        confirm(List.copyOf(missing));
      }
      if (phase == Phase.LIVE && !seen.equals(covered)) {
        covered = seen;
        emit(new Observation.Covered(ID, ++sequence, clock.instant(), seen));
      }
    } finally {
      lock.unlock();
    }
  }

  private Coverage coverage() {
    var kinds = new EnumMap<ResourceKind, Set<String>>(ResourceKind.class);
    for (KindWatch watch : watches) {
      watch
          .kind()
          .resources()
          .ifPresent(kind -> watch.coverage().ifPresent(seen -> kinds.put(kind, seen)));
    }
    return new Coverage(kinds);
  }

  /** The server answers and shows nothing. Watches go on trying. */
  private void blind(List<Sentence> missing) {
    Sentence reason = Sentence.paragraph(List.copyOf(missing));
    if (!lostReason.equals(Optional.of(reason))) {
      LOG.warn("source=kubernetes decision=lost reason=\"{}\"", reason);
      lostReason = Optional.of(reason);
      emit(new Observation.SourceLost(ID, ++sequence, clock.instant(), reason));
    }
    phase = Phase.RECOVERING;
  }

  private void full() {
    emit(
        new Observation.Resynced(
            ID, ++sequence, clock.instant(), List.copyOf(cluster.resources())));
    LOG.info(
        "source=kubernetes decision=live resources={} after={}", cluster.resources().size(), phase);
    phase = Phase.LIVE;
    lostReason = Optional.empty();
    limits = List.of();
    covered = Coverage.NONE;
    scheduler.execute(safely(this::watchLate));
    // What pods use should not be awaited for a whole period.
    scheduler.execute(safely(this::measure));
    scheduler.execute(safely(this::measureWork));
  }

  private void watchLate() {
    lock.lock();
    try {
      if (phase != Phase.LIVE || closed) {
        return;
      }
    } finally {
      lock.unlock();
    }
    late.forEach(KindWatch::start);
  }

  /** Says that what was told is still so, and each time what cannot be seen. */
  private void confirm(List<Sentence> missing) {
    if (missing.isEmpty() && limits.isEmpty()) {
      emit(new Observation.Confirmed(ID, ++sequence, clock.instant()));
    } else {
      emit(new Observation.Limited(ID, ++sequence, clock.instant(), missing));
    }
    limits = missing;
  }

  private void measure() {
    lock.lock();
    try {
      if (phase != Phase.LIVE) {
        return;
      }
    } finally {
      lock.unlock();
    }
    PodMetricsReader.Reading reading = metrics.read(clock.instant());
    lock.lock();
    try {
      switch (reading) {
        case PodMetricsReader.Reading.Missing missing ->
            metricsMissing = Optional.of(missing.sentence());
        case PodMetricsReader.Reading.Measured measured -> {
          metricsMissing = Optional.empty();
          tellMeasured(measured.measurements());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Reads what pods say of their work. */
  private void measureWork() {
    List<String> namespaces;
    lock.lock();
    try {
      if (phase != Phase.LIVE) {
        return;
      }
      namespaces = cluster.namespacesWithDeployments();
    } finally {
      lock.unlock();
    }
    CustomMetricsReader.Reading reading = customMetrics.read(namespaces, clock.instant());
    lock.lock();
    try {
      switch (reading) {
        case CustomMetricsReader.Reading.Missing missing ->
            customMetricsMissing = Optional.of(missing.sentence());
        case CustomMetricsReader.Reading.Measured measured -> {
          customMetricsMissing = Optional.empty();
          tellMeasured(measured.measurements());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void tellMeasured(List<Measurement> measurements) {
    List<Measurement> known =
        measurements.stream().filter(m -> cluster.knows(m.resource())).toList();
    if (phase == Phase.LIVE && !known.isEmpty()) {
      emit(new Observation.Measured(ID, ++sequence, clock.instant(), known));
    }
  }

  private void emit(Observation observation) {
    if (sink != null && !closed) {
      sink.accept(observation);
    }
  }

  /** What the watches see. */
  private final class Heard implements KindWatch.Listener {
    @Override
    public void put(HasMetadata object) {
      apply(() -> cluster.put(object), object);
    }

    @Override
    public void removed(HasMetadata object) {
      apply(() -> cluster.remove(object), object);
    }

    @Override
    public void listed(Kind kind, Set<String> uids, Set<ResourceId> ids) {
      lock.lock();
      try {
        tell(cluster.keepOnly(kind, uids, ids));
      } finally {
        lock.unlock();
      }
    }

    private void apply(
        java.util.function.Supplier<List<ObservedCluster.Change>> change, HasMetadata object) {
      lock.lock();
      try {
        tell(change.get());
      } catch (RuntimeException e) {
        // One odd object must not hide the others.
        LOG.warn(
            "source=kubernetes kind={} name={} not understood",
            object.getKind(),
            object.getMetadata().getName(),
            e);
      } finally {
        lock.unlock();
      }
    }

    private void tell(List<ObservedCluster.Change> changes) {
      if (phase != Phase.LIVE && phase != Phase.STARTING) {
        return;
      }
      for (ObservedCluster.Change change : changes) {
        switch (change) {
          case ObservedCluster.Change.Changed changed ->
              emit(new Observation.Upserted(ID, ++sequence, clock.instant(), changed.resource()));
          case ObservedCluster.Change.Removed removed ->
              emit(new Observation.Gone(ID, ++sequence, clock.instant(), removed.id()));
        }
      }
    }
  }
}

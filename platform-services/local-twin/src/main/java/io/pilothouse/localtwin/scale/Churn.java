package io.pilothouse.localtwin.scale;

import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes pods at a steady rate, on one thread: of ten, eight change their readiness or restart
 * count, one goes and another comes in its place.
 */
final class Churn implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Churn.class);

  /** Changes are made in bursts of this length, as controllers make them. */
  private static final long BURST_MILLIS = 20;

  private final ClusterApi api;
  private final ScaleObjects objects;
  private final List<ScalePod> pods; // used by the one thread only
  private final RandomGenerator random;
  private final int changesPerSecond;
  private final AtomicLong changes = new AtomicLong();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("scale-churn").factory());
  private int nextNumber;
  private long begun;

  Churn(
      ClusterApi api,
      ScaleObjects objects,
      List<ScalePod> pods,
      RandomGenerator random,
      int changesPerSecond) {
    this.api = api;
    this.objects = objects;
    this.pods = new ArrayList<>(pods);
    this.random = random;
    this.changesPerSecond = changesPerSecond;
    this.nextNumber = pods.size();
  }

  void start() {
    if (changesPerSecond > 0 && !pods.isEmpty()) {
      begun = System.nanoTime();
      var unused = thread.scheduleAtFixedRate(this::burst, 0, BURST_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  long changes() {
    return changes.get();
  }

  private void burst() {
    long due = (System.nanoTime() - begun) * changesPerSecond / 1_000_000_000L;
    try {
      while (changes.get() < due) {
        change();
      }
    } catch (RuntimeException e) {
      LOG.warn("a pod of the synthetic estate did not change: {}", e.toString());
    }
  }

  /** Counts what a watcher sees: a replacement is a deletion, a creation and a status. */
  private void change() {
    int index = random.nextInt(pods.size());
    ScalePod pod = pods.get(index);
    int dice = random.nextInt(10);
    if (dice == 0) {
      var successor = new ScalePod(pod.namespace(), pod.app(), nextNumber++, pod.node());
      pods.set(index, successor);
      api.delete(BuiltInResources.PODS, pod.key(), Deletion.now());
      objects.createPod(api, successor);
      changes.addAndGet(3);
    } else {
      objects.report(api, pod, dice > 2, nextNumber++ % 100);
      changes.incrementAndGet();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

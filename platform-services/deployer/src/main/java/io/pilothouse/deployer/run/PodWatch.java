package io.pilothouse.deployer.run;

import io.pilothouse.kubernetesconnector.ClusterObjects;
import io.pilothouse.operations.port.ControlException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks at the pods of a release while Helm waits for them, which says nothing until it gives up:
 * tells once what keeps them, and knows at the end what did. Has a thread of its own.
 */
final class PodWatch implements AutoCloseable {
  private static final long EVERY_SECONDS = 2;

  private final ClusterObjects cluster;
  private final String namespace;
  private final String release;
  private final Consumer<Sentence> progress;
  private final Set<String> told = new HashSet<>(); // only used by the thread
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("pods").factory());
  private volatile List<PodTrouble> last = List.of();

  PodWatch(ClusterObjects cluster, String namespace, String release, Consumer<Sentence> progress) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.release = release;
    this.progress = progress;
    var unused =
        thread.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      List<PodTrouble> now = PodTrouble.of(cluster.list("v1", "Pod", namespace), release);
      if (!now.isEmpty()) {
        // Helm removes the pods before it says that it gave up: what they had last is kept.
        last = now;
      }
      List<PodTrouble> fresh =
          now.stream().filter(t -> !t.passing() && told.add(t.subject())).toList();
      PodTrouble.sentences(fresh).forEach(progress);
    } catch (ControlException passing) {
      // The next look may succeed; Helm says it if the cluster is gone.
      last = List.copyOf(last);
    }
  }

  /** What kept pods when they were last seen. */
  List<PodTrouble> last() {
    return last;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

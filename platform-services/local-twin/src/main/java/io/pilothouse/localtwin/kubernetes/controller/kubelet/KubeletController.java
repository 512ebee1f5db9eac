package io.pilothouse.localtwin.kubernetes.controller.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.ContainerRuntime;
import io.pilothouse.localtwin.kubernetes.ControllerTimings;
import io.pilothouse.localtwin.kubernetes.ImageBehavior;
import io.pilothouse.localtwin.kubernetes.LogLine;
import io.pilothouse.localtwin.kubernetes.PodReference;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ContainerLogs;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.controller.EventRecorder;
import io.pilothouse.localtwin.kubernetes.controller.NodeFaults;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.ObjectChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands in for the kubelets of all nodes: starts the containers of placed pods, reports them,
 * restarts those that die, and lets go of pods that are deleted. What a container does is the
 * runtime's to say.
 */
public final class KubeletController implements Controller, ContainerLogs {
  private static final Duration FAULT_CHECK = Duration.ofSeconds(1);

  /** A pod that is on a node: its containers by name, and when it has to be gone. */
  private record Worker(
      PodReference pod, Map<String, ContainerRun> containers, Optional<Instant> stopsAt) {}

  private final ClusterApi api;
  private final ContainerRuntime runtime;
  private final NodeFaults faults;
  private final ControllerTimings timings;
  private final KubeletEvents events;
  private final PodAddresses addresses = new PodAddresses();
  private final Map<ObjectKey, Worker> workers = new ConcurrentHashMap<>();
  private final Set<String> imagesOnNodes = ConcurrentHashMap.newKeySet();

  public KubeletController(
      ClusterApi api,
      ContainerRuntime runtime,
      NodeFaults faults,
      ControllerTimings timings,
      EventRecorder events) {
    this.api = api;
    this.runtime = runtime;
    this.faults = faults;
    this.timings = timings;
    this.events = new KubeletEvents(events);
  }

  @Override
  public String name() {
    return "kubelet";
  }

  @Override
  public List<ObjectKey> concerns(ObjectChange change) {
    return change.storage().equals(BuiltInResources.PODS.storage())
        ? List.of(change.after().key())
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<KubeObject> found = api.find(BuiltInResources.PODS, key);
    Worker worker = workers.get(key);
    boolean replaced =
        worker != null && found.filter(pod -> pod.uid().equals(worker.pod().uid())).isEmpty();
    if (worker != null && replaced) {
      release(key, worker);
    }
    if (found.isEmpty() || Pods.node(found.get()).isEmpty() || Pods.finished(found.get())) {
      return Optional.empty();
    }
    Optional<NodeFaults.Fault> fault = faults.of(Pods.node(found.get()));
    if (fault.isPresent()) {
      // A pod that is not ready gets no more load; one on a lost machine can take none.
      boolean lost = fault.get() == NodeFaults.Fault.LOST;
      if (worker != null && !replaced && (lost || !Pods.ready(found.get()))) {
        release(key, worker);
      }
      return Optional.of(FAULT_CHECK);
    }
    return found.get().deleting() ? stop(found.get()) : run(found.get());
  }

  private void release(ObjectKey key, Worker worker) {
    workers.remove(key);
    worker.containers().keySet().forEach(container -> runtime.stopped(worker.pod(), container));
  }

  private Optional<Duration> run(KubeObject pod) {
    Instant now = api.clock().instant();
    Worker before = workers.get(pod.key());
    Map<String, ContainerRun> runs =
        new ConcurrentHashMap<>(before == null ? Map.of() : before.containers());
    PodReference reference = reference(pod);
    for (JsonNode container : pod.spec().path("containers")) {
      String name = container.path("name").asText();
      String image = container.path("image").asText();
      runs.put(name, advance(pod, reference, name, image, runs, now));
    }
    workers.put(pod.key(), new Worker(reference, runs, Optional.empty()));
    api.modify(
        BuiltInResources.PODS,
        pod.key(),
        ObjectPart.STATUS,
        tree -> {
          ObjectNode status = Json.child(tree, "status");
          PodStatus.write(status, pod, runs, now);
          address(status, pod);
        });
    return runs.values().stream()
        .flatMap(run -> run.state().until().stream())
        .min(Instant::compareTo)
        .map(due -> Duration.between(now, due));
  }

  private ContainerRun advance(
      KubeObject pod,
      PodReference reference,
      String name,
      String image,
      Map<String, ContainerRun> runs,
      Instant now) {
    ContainerRun run = runs.get(name);
    if (run == null) {
      boolean cached = imagesOnNodes.contains(reference.node() + "|" + image);
      var policy = ContainerRun.RestartPolicy.of(pod.spec().path("restartPolicy").asText("Always"));
      run = ContainerRun.begin(now, cached, timings, policy);
      events.pulling(pod, image, cached);
    }
    while (run.due(now)) {
      ImageBehavior behavior = runtime.behaviorOf(image, reference);
      ContainerRun next = run.next(behavior, timings, now);
      events.moved(pod, name, image, run, next);
      if (next.state() instanceof ContainerRun.Starting) {
        imagesOnNodes.add(reference.node() + "|" + image);
      }
      if (next.ready() && !run.ready()) {
        runtime.started(reference, name, image);
      } else if (run.ready() && !next.ready()) {
        runtime.stopped(reference, name);
      }
      run = next;
    }
    return run;
  }

  private void address(ObjectNode status, KubeObject pod) {
    if (status.hasNonNull("podIP")) {
      return;
    }
    String address = addresses.next();
    status.put("podIP", address);
    status.putArray("podIPs").addObject().put("ip", address);
    api.find(BuiltInResources.NODES, new ObjectKey("", Pods.node(pod)))
        .map(node -> node.at("status", "addresses").path(0).path("address").asText())
        .ifPresent(host -> status.put("hostIP", host));
  }

  /** Asks the containers to stop, and removes the pod once they have. */
  private Optional<Duration> stop(KubeObject pod) {
    Instant now = api.clock().instant();
    Worker worker = workers.get(pod.key());
    if (worker == null) {
      api.delete(BuiltInResources.PODS, pod.key(), Deletion.now());
      return Optional.empty();
    }
    if (worker.stopsAt().isEmpty()) {
      worker
          .containers()
          .keySet()
          .forEach(container -> {
            events.killing(pod, container);
            runtime.stopped(worker.pod(), container);
          });
      Instant stopsAt = now.plus(timings.podTermination());
      workers.put(pod.key(), new Worker(worker.pod(), worker.containers(), Optional.of(stopsAt)));
      return Optional.of(timings.podTermination());
    }
    Duration left = Duration.between(now, worker.stopsAt().get());
    if (left.isPositive()) {
      return Optional.of(left);
    }
    workers.remove(pod.key());
    api.delete(BuiltInResources.PODS, pod.key(), Deletion.now());
    return Optional.empty();
  }

  private static PodReference reference(KubeObject pod) {
    return new PodReference(pod.namespace(), pod.name(), pod.uid(), Pods.node(pod), pod.labels());
  }

  @Override
  public List<LogLine> lines(KubeObject pod, String container, boolean previous) {
    Worker worker = workers.get(pod.key());
    ContainerRun run = worker == null ? null : worker.containers().get(container);
    if (worker == null || run == null) {
      return List.of();
    }
    if (!previous && run.state() instanceof ContainerRun.Ended ended) {
      return ended.exit().log();
    }
    if (previous || !(run.state() instanceof ContainerRun.Running running)) {
      return run.lastExit().map(ContainerRun.Exit::log).orElse(List.of());
    }
    List<LogLine> lastWords = ContainerRun.lastWords(running);
    return lastWords.isEmpty() ? runtime.log(worker.pod(), container) : lastWords;
  }
}

package io.pilothouse.localtwin.kubernetes;

import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ContainerLogs;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.controller.ControllerRunner;
import io.pilothouse.localtwin.kubernetes.controller.EventExpiry;
import io.pilothouse.localtwin.kubernetes.controller.EventRecorder;
import io.pilothouse.localtwin.kubernetes.controller.NodeController;
import io.pilothouse.localtwin.kubernetes.controller.NodeFaults;
import io.pilothouse.localtwin.kubernetes.controller.autoscaling.AutoscalerController;
import io.pilothouse.localtwin.kubernetes.controller.housekeeping.DisruptionController;
import io.pilothouse.localtwin.kubernetes.controller.housekeeping.EndpointsController;
import io.pilothouse.localtwin.kubernetes.controller.housekeeping.GarbageCollector;
import io.pilothouse.localtwin.kubernetes.controller.housekeeping.NamespaceController;
import io.pilothouse.localtwin.kubernetes.controller.housekeeping.QuotaController;
import io.pilothouse.localtwin.kubernetes.controller.housekeeping.TaintEviction;
import io.pilothouse.localtwin.kubernetes.controller.kubelet.KubeletController;
import io.pilothouse.localtwin.kubernetes.controller.scheduling.SchedulerController;
import io.pilothouse.localtwin.kubernetes.controller.workload.DaemonSetController;
import io.pilothouse.localtwin.kubernetes.controller.workload.DeploymentController;
import io.pilothouse.localtwin.kubernetes.controller.workload.JobController;
import io.pilothouse.localtwin.kubernetes.controller.workload.ReplicaSetController;
import io.pilothouse.localtwin.kubernetes.controller.workload.StatefulSetController;
import io.pilothouse.localtwin.kubernetes.custom.DefinitionController;
import io.pilothouse.localtwin.kubernetes.metrics.PodMetrics;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.util.List;

/** The controllers of a cluster, put together. */
final class ControlPlane {
  private final NodeController nodes;
  private final KubeletController kubelet;
  private final List<Controller> controllers;

  ControlPlane(
      ControllerTimings timings,
      ClusterApi api,
      PodMetrics metrics,
      NodeFaults nodeFaults,
      ContainerRuntime runtime) {
    EventRecorder events = new EventRecorder(api);
    this.nodes = new NodeController(api, nodeFaults, timings, events);
    this.kubelet = new KubeletController(api, runtime, nodeFaults, timings, events);
    this.controllers =
        List.of(
            nodes,
            kubelet,
            new SchedulerController(api, events),
            new ReplicaSetController(api, events),
            new DeploymentController(api, events),
            new StatefulSetController(api, events),
            new DaemonSetController(api, events),
            new JobController(api, timings, events),
            new AutoscalerController(api, metrics, timings, events),
            new EndpointsController(api),
            new DisruptionController(api),
            new QuotaController(api),
            new DefinitionController(api),
            new TaintEviction(api, events),
            new NamespaceController(api),
            new GarbageCollector(api),
            new EventExpiry(api, timings.eventTimeToLive()));
  }

  List<Controller> controllers() {
    return controllers;
  }

  /** Looks at a node and at the pods on it without waiting for their next turn. */
  void lookAt(String node, ControllerRunner runner, ClusterApi api) {
    runner.enqueue(nodes, new ObjectKey("", node));
    api.list(BuiltInResources.PODS, Selection.everything()).stream()
        .filter(pod -> Pods.node(pod).equals(node))
        .forEach(pod -> runner.enqueue(kubelet, pod.key()));
  }

  ContainerLogs logs() {
    return kubelet;
  }
}

package io.pilothouse.localtwin.kubernetes;

import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ContainerLogs;
import io.pilothouse.localtwin.kubernetes.controller.Controller;
import io.pilothouse.localtwin.kubernetes.controller.EventExpiry;
import io.pilothouse.localtwin.kubernetes.controller.EventRecorder;
import io.pilothouse.localtwin.kubernetes.controller.NodeController;
import io.pilothouse.localtwin.kubernetes.controller.NodeFaults;
import io.pilothouse.localtwin.kubernetes.metrics.PodMetrics;
import java.util.List;

/** The controllers of a cluster, put together. */
final class ControlPlane {
  private final NodeController nodes;
  private final List<Controller> controllers;

  ControlPlane(
      ControllerTimings timings,
      ClusterApi api,
      PodMetrics metrics,
      NodeFaults nodeFaults,
      ContainerRuntime runtime) {
    EventRecorder events = new EventRecorder(api);
    this.nodes = new NodeController(api, nodeFaults, timings, events);
    this.controllers = List.of(nodes, new EventExpiry(api, timings.eventTimeToLive()));
  }

  List<Controller> controllers() {
    return controllers;
  }

  NodeController nodes() {
    return nodes;
  }

  ContainerLogs logs() {
    return (pod, container, previous) -> List.of();
  }
}

package io.pilothouse.localtwin.kubernetes.controller.kubelet;

import io.pilothouse.localtwin.kubernetes.ImageBehavior;
import io.pilothouse.localtwin.kubernetes.controller.EventRecorder;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;

/** The events that a kubelet writes about a pod, in its own words. */
final class KubeletEvents {
  private static final String COMPONENT = "kubelet";

  private final EventRecorder events;

  KubeletEvents(EventRecorder events) {
    this.events = events;
  }

  void pulling(KubeObject pod, String image, boolean cached) {
    if (cached) {
      normal(pod, "Pulled", "Container image \"" + image + "\" already present on machine");
    } else {
      normal(pod, "Pulling", "Pulling image \"" + image + "\"");
    }
  }

  void moved(
      KubeObject pod, String container, String image, ContainerRun before, ContainerRun after) {
    switch (after.state()) {
      case ContainerRun.Pulling _ -> pulling(pod, image, false);
      case ContainerRun.PullFailed failed when failed.backingOff() -> {
        normal(pod, "BackOff", "Back-off pulling image \"" + image + "\"");
        warning(pod, "Failed", "Error: ImagePullBackOff");
      }
      case ContainerRun.PullFailed _ -> {
        warning(
            pod, "Failed", "Failed to pull image \"" + image + "\": " + PodStatus.pullError(image));
        warning(pod, "Failed", "Error: ErrImagePull");
      }
      case ContainerRun.Starting _ -> {
        if (before.state() instanceof ContainerRun.Pulling pulling && !pulling.cached()) {
          normal(pod, "Pulled", "Successfully pulled image \"" + image + "\"");
        }
        normal(pod, "Created", "Created container " + container);
      }
      case ContainerRun.Running running -> started(pod, container, before, running);
      case ContainerRun.BackingOff _ ->
          warning(
              pod,
              "BackOff",
              "Back-off restarting failed container "
                  + container
                  + " in pod "
                  + pod.name()
                  + "_"
                  + pod.namespace()
                  + "("
                  + pod.uid()
                  + ")");
      case ContainerRun.Exited _, ContainerRun.Ended _ -> {}
    }
  }

  private void started(
      KubeObject pod, String container, ContainerRun before, ContainerRun.Running running) {
    if (before.state() instanceof ContainerRun.Starting) {
      normal(pod, "Started", "Started container " + container);
      if (running.behavior() instanceof ImageBehavior.NeverReady never) {
        warning(pod, "Unhealthy", "Readiness probe failed: " + never.probeFailure());
      }
    }
  }

  void killing(KubeObject pod, String container) {
    normal(pod, "Killing", "Stopping container " + container);
  }

  private void normal(KubeObject pod, String reason, String message) {
    events.record(pod, "Normal", reason, message, COMPONENT);
  }

  private void warning(KubeObject pod, String reason, String message) {
    events.record(pod, "Warning", reason, message, COMPONENT);
  }
}

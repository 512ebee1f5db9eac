package io.pilothouse.localtwin.kubernetes.controller.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Conditions;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The status that a kubelet reports for a pod, from the state of its containers. Pure. */
final class PodStatus {

  private PodStatus() {}

  static void write(
      ObjectNode status, KubeObject pod, Map<String, ContainerRun> runs, Instant now) {
    Json.setDefault(status, "startTime", Timestamps.seconds(now));
    List<String> unready = new ArrayList<>();
    boolean allStarted = true;
    var containers = Json.array();
    for (JsonNode container : pod.spec().path("containers")) {
      String name = container.path("name").asText();
      ContainerRun run = runs.get(name);
      if (run == null) {
        continue;
      }
      if (!run.ready()) {
        unready.add(name);
      }
      allStarted &= started(run);
      containers.add(container(container, run, pod));
    }
    status.set("containerStatuses", containers);
    if (allStarted) {
      status.put("phase", phase(runs));
    }
    conditions(status, unready, now);
  }

  /** Over when no container is started again; failed when one of them did. */
  private static String phase(Map<String, ContainerRun> runs) {
    boolean failed = false;
    for (ContainerRun run : runs.values()) {
      if (!(run.state() instanceof ContainerRun.Ended ended)) {
        return "Running";
      }
      failed |= ended.exit().code() != 0;
    }
    return failed ? "Failed" : "Succeeded";
  }

  /** Whether the container ran at least once. */
  private static boolean started(ContainerRun run) {
    return run.restarts() > 0
        || run.state() instanceof ContainerRun.Running
        || run.state() instanceof ContainerRun.Exited
        || run.state() instanceof ContainerRun.Ended;
  }

  private static void conditions(ObjectNode status, List<String> unready, Instant now) {
    Conditions.set(status, "PodScheduled", "True", "", "", now);
    Conditions.set(status, "Initialized", "True", "", "", now);
    boolean completed = status.path("phase").asText().equals("Succeeded");
    String reason = unready.isEmpty() ? "" : completed ? "PodCompleted" : "ContainersNotReady";
    String message =
        unready.isEmpty()
            ? ""
            : "containers with unready status: [" + String.join(" ", unready) + "]";
    for (String type : List.of("ContainersReady", "Ready")) {
      Conditions.set(status, type, unready.isEmpty() ? "True" : "False", reason, message, now);
    }
  }

  private static ObjectNode container(JsonNode spec, ContainerRun run, KubeObject pod) {
    String name = spec.path("name").asText();
    ObjectNode status = Json.object();
    status.put("name", name);
    status.put("image", spec.path("image").asText());
    status.put("imageID", "");
    status.put("ready", run.ready());
    status.put("started", run.state() instanceof ContainerRun.Running);
    status.put("restartCount", run.restarts());
    state(status.putObject("state"), run, name, pod);
    ObjectNode last = status.putObject("lastState");
    run.lastExit().ifPresent(exit -> terminated(last, exit));
    if (started(run)) {
      status.put("containerID", "pilothouse-twin://" + pod.uid() + "/" + name);
    }
    return status;
  }

  private static void state(ObjectNode state, ContainerRun run, String name, KubeObject pod) {
    switch (run.state()) {
      case ContainerRun.Pulling _, ContainerRun.Starting _ ->
          state.putObject("waiting").put("reason", "ContainerCreating");
      case ContainerRun.PullFailed failed -> {
        String image = image(pod, name);
        state
            .putObject("waiting")
            .put("reason", failed.backingOff() ? "ImagePullBackOff" : "ErrImagePull")
            .put(
                "message",
                failed.backingOff()
                    ? "Back-off pulling image \"" + image + "\""
                    : pullError(image));
      }
      case ContainerRun.Running running ->
          state.putObject("running").put("startedAt", Timestamps.seconds(running.startedAt()));
      case ContainerRun.Exited exited -> terminated(state, exited.exit());
      case ContainerRun.Ended ended -> terminated(state, ended.exit());
      case ContainerRun.BackingOff _ ->
          state
              .putObject("waiting")
              .put("reason", "CrashLoopBackOff")
              .put("message", backOffMessage(run, name, pod));
    }
  }

  static String image(KubeObject pod, String container) {
    for (JsonNode spec : pod.spec().path("containers")) {
      if (spec.path("name").asText().equals(container)) {
        return spec.path("image").asText();
      }
    }
    return "";
  }

  static String pullError(String image) {
    return "rpc error: code = NotFound desc = failed to pull and unpack image \""
        + image
        + "\": failed to resolve reference \""
        + image
        + "\": "
        + image
        + ": not found";
  }

  /** The pause that is running is half of the next one, up to the longest. */
  private static String backOffMessage(ContainerRun run, String name, KubeObject pod) {
    long seconds = run.backOff().toSeconds();
    String pause = seconds >= 300 ? "5m0s" : Math.max(1, seconds / 2) + "s";
    return "back-off "
        + pause
        + " restarting failed container="
        + name
        + " pod="
        + pod.name()
        + "_"
        + pod.namespace()
        + "("
        + pod.uid()
        + ")";
  }

  private static void terminated(ObjectNode state, ContainerRun.Exit exit) {
    state
        .putObject("terminated")
        .put("exitCode", exit.code())
        .put("reason", exit.code() == 0 ? "Completed" : exit.code() == 137 ? "OOMKilled" : "Error")
        .put("startedAt", Timestamps.seconds(exit.startedAt()))
        .put("finishedAt", Timestamps.seconds(exit.finishedAt()));
  }
}

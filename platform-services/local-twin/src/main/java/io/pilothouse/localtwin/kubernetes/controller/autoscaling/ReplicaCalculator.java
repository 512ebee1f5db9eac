package io.pilothouse.localtwin.kubernetes.controller.autoscaling;

import io.pilothouse.localtwin.kubernetes.model.Conditions;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.Pods;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * From what pods use and what they should use, how many there should be. Pods that are not ready
 * count as idle when scaling up; pods that were not measured count as idle when scaling up and as
 * on target when scaling down. Pure; the rules of kube-controller-manager's replica calculator.
 *
 * @param tolerance deviation from the target that changes nothing, 0.1 by default
 */
record ReplicaCalculator(
    double tolerance, Duration cpuInitialization, Duration initialReadiness, Instant now) {

  /**
   * A pod and its metric.
   *
   * @param value what it uses, when measured
   * @param target what it should use
   * @param assumed what it is taken to use when it was not measured and the others are idle
   */
  record Reading(KubeObject pod, OptionalDouble value, double target, double assumed) {}

  /**
   * The answer.
   *
   * @param ratio use of the measured pods over their target
   * @param average their mean use
   */
  record Proposal(int replicas, double ratio, double average) {}

  /** The proposal for a metric of each pod. */
  Proposal propose(int currentReplicas, boolean processor, List<Reading> all) {
    List<Reading> measured = new ArrayList<>();
    List<Reading> unready = new ArrayList<>();
    List<Reading> missing = new ArrayList<>();
    for (Reading reading : all) {
      if (reading.pod().deleting() || Pods.phase(reading.pod()).equals("Failed")) {
        continue;
      }
      if (Pods.phase(reading.pod()).equals("Pending")) {
        unready.add(reading);
      } else if (reading.value().isEmpty()) {
        missing.add(reading);
      } else if (processor && warmingUp(reading.pod())) {
        unready.add(reading);
      } else {
        measured.add(reading);
      }
    }
    if (measured.isEmpty()) {
      throw new MetricsUnavailable(
          "", "did not receive metrics for targeted pods (pods might be unready)");
    }
    double used = measured.stream().mapToDouble(each -> each.value().orElse(0)).sum();
    double ratio = used / measured.stream().mapToDouble(Reading::target).sum();
    double average = used / measured.size();
    boolean growsWithUnready = !unready.isEmpty() && ratio > 1;
    if (!growsWithUnready && missing.isEmpty()) {
      int replicas = within(ratio) ? currentReplicas : ceil(ratio * measured.size());
      return new Proposal(replicas, ratio, average);
    }
    return new Proposal(
        cautious(currentReplicas, measured, unready, missing, ratio), ratio, average);
  }

  /** The count when some pods had to be guessed: a guess may not turn the direction round. */
  private int cautious(
      int currentReplicas,
      List<Reading> measured,
      List<Reading> unready,
      List<Reading> missing,
      double ratio) {
    List<Reading> counted = new ArrayList<>(measured);
    counted.addAll(missing);
    double used = measured.stream().mapToDouble(each -> each.value().orElse(0)).sum();
    if (ratio < 1) {
      used += missing.stream().mapToDouble(Reading::assumed).sum();
    }
    if (ratio > 1) {
      counted.addAll(unready);
    }
    double newRatio = used / counted.stream().mapToDouble(Reading::target).sum();
    boolean turned = ratio < 1 && newRatio > 1 || ratio > 1 && newRatio < 1;
    if (within(newRatio) || turned) {
      return currentReplicas;
    }
    int replicas = ceil(newRatio * counted.size());
    boolean against =
        newRatio < 1 && replicas > currentReplicas || newRatio > 1 && replicas < currentReplicas;
    return against ? currentReplicas : replicas;
  }

  /** The proposal for a value of the whole, against a target for the whole. */
  Proposal proposeForWhole(int currentReplicas, int readyPods, double value, double target) {
    double ratio = value / target;
    int replicas = within(ratio) ? currentReplicas : ceil(ratio * readyPods);
    return new Proposal(replicas, ratio, value);
  }

  /** The proposal for a value of the whole, against a target for each pod. */
  Proposal proposeForShare(int currentReplicas, double value, double targetEach) {
    double ratio = value / (targetEach * Math.max(1, currentReplicas));
    int replicas = within(ratio) ? currentReplicas : ceil(value / targetEach);
    return new Proposal(replicas, ratio, value / Math.max(1, currentReplicas));
  }

  private boolean within(double ratio) {
    return Math.abs(1 - ratio) <= tolerance;
  }

  private static int ceil(double replicas) {
    // A ratio such as 1.1 / 0.55 must not become one more replica by the last bit.
    return (int) Math.ceil(replicas - 1e-9);
  }

  /**
   * Whether the pod's processor use says nothing yet: it is new, or was never ready since it
   * started.
   */
  private boolean warmingUp(KubeObject pod) {
    Optional<Instant> started = Timestamps.read(pod.status().path("startTime"));
    if (started.isEmpty() || pod.condition("Ready").isMissingNode()) {
      return true;
    }
    boolean ready = Conditions.isTrue(pod.status(), "Ready");
    if (started.get().plus(cpuInitialization).isAfter(now)) {
      return !ready;
    }
    return !ready && started.get().plus(initialReadiness).isAfter(Pods.readinessSince(pod));
  }
}

package io.pilothouse.localtwin.kubernetes;

import java.time.Duration;

/**
 * The periods of the control plane, with kube-controller-manager's and the kubelet's own defaults.
 *
 * @param autoscalerSync how often a HorizontalPodAutoscaler is evaluated
 * @param downscaleStabilization window of scale-down recommendations when the object names none
 * @param cpuInitialization age below which the processor use of a pod that is not ready is ignored
 * @param initialReadiness age below which a pod that was never ready is ignored
 * @param nodeMonitorGrace silence of a kubelet after which its node is NotReady
 * @param nodeHeartbeat how often a kubelet renews its lease
 * @param eventTimeToLive how long an Event is kept
 * @param imagePull time to pull an image that the node does not hold
 * @param containerStart time from the image to a running container
 * @param podTermination time that a container takes to stop when asked
 * @param crashBackOff first pause of CrashLoopBackOff and ImagePullBackOff; doubles up to five
 *     minutes
 */
public record ControllerTimings(
    Duration autoscalerSync,
    Duration downscaleStabilization,
    Duration cpuInitialization,
    Duration initialReadiness,
    Duration nodeMonitorGrace,
    Duration nodeHeartbeat,
    Duration eventTimeToLive,
    Duration imagePull,
    Duration containerStart,
    Duration podTermination,
    Duration crashBackOff) {

  /** The platform's defaults, and sub-second container times as on an unloaded node. */
  public static ControllerTimings defaults() {
    return new ControllerTimings(
        Duration.ofSeconds(15),
        Duration.ofMinutes(5),
        Duration.ofMinutes(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(40),
        Duration.ofSeconds(10),
        Duration.ofHours(1),
        Duration.ofMillis(400),
        Duration.ofMillis(300),
        Duration.ofMillis(500),
        Duration.ofSeconds(10));
  }
}

package io.pilothouse.localtwin.kubernetes.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** The questions that controllers ask of a pod. */
public final class Pods {
  private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

  private Pods() {}

  /** Whether the pod counts: neither finished nor going. */
  public static boolean active(KubeObject pod) {
    return !pod.deleting() && !FINISHED.contains(phase(pod));
  }

  public static boolean finished(KubeObject pod) {
    return FINISHED.contains(phase(pod));
  }

  public static String phase(KubeObject pod) {
    return pod.status().path("phase").asText();
  }

  public static String node(KubeObject pod) {
    return pod.spec().path("nodeName").asText();
  }

  public static boolean ready(KubeObject pod) {
    return Conditions.isTrue(pod.status(), "Ready");
  }

  /** Since when the pod's readiness is what it is; its creation when it never reported. */
  public static Instant readinessSince(KubeObject pod) {
    return Timestamps.read(pod.condition("Ready").path("lastTransitionTime"))
        .orElse(pod.createdAt());
  }

  /** Whether the pod has been ready for as long as its workload asks. */
  public static boolean available(KubeObject pod, Duration minReady, Instant now) {
    return ready(pod) && !readinessSince(pod).plus(minReady).isAfter(now);
  }

  public static int restarts(KubeObject pod) {
    int restarts = 0;
    for (JsonNode container : pod.status().path("containerStatuses")) {
      restarts += container.path("restartCount").asInt();
    }
    return restarts;
  }

  /** What the pod asks of a node: the sum over its containers. */
  public static Quantity request(KubeObject pod, String resource) {
    return sum(pod, "requests", resource);
  }

  /** What the pod may use at most: the sum over its containers; those without a limit count not. */
  public static Quantity limit(KubeObject pod, String resource) {
    return sum(pod, "limits", resource);
  }

  private static Quantity sum(KubeObject pod, String part, String resource) {
    Quantity sum = Quantity.ZERO;
    for (JsonNode container : pod.spec().path("containers")) {
      sum = sum.plus(Quantity.of(container.path("resources").path(part).path(resource)));
    }
    return sum;
  }
}

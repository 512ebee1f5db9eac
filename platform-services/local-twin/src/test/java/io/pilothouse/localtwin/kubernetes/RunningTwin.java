package io.pilothouse.localtwin.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A cluster of two pools whose control plane is in a hurry, with load that a test sets. */
final class RunningTwin implements AutoCloseable {
  private static final ControllerTimings HASTY =
      new ControllerTimings(
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofMillis(300),
          Duration.ofHours(1),
          Duration.ofMillis(40),
          Duration.ofMillis(30),
          Duration.ofMillis(60),
          Duration.ofMillis(500));

  /** Processor of every pod of a namespace, in thousandths of a core. */
  final Map<String, Double> millicores = new ConcurrentHashMap<>();

  final KubernetesTwin twin;

  RunningTwin() throws IOException {
    List<String> zones = List.of("koreacentral-1", "koreacentral-2", "koreacentral-3");
    NodePoolSpec system =
        new NodePoolSpec(
            "system",
            NodePoolSpec.Mode.SYSTEM,
            VmSize.named("Standard_D2s_v3", 30),
            1,
            zones,
            List.of(new NodeTaint("CriticalAddonsOnly", "true", NodeTaint.Effect.NoSchedule)),
            Map.of());
    NodePoolSpec application =
        new NodePoolSpec(
            "application",
            NodePoolSpec.Mode.USER,
            VmSize.named("Standard_D4s_v3", 30),
            3,
            zones,
            List.of(),
            Map.of("workload", "application"));
    this.twin =
        KubernetesTwin.start(
            new KubernetesTwinSpec("twin-test", "v1.29.7", List.of(system, application), HASTY),
            new Images(),
            Optional.of(new Load()));
  }

  KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(twin.kubeconfig("twin-test", "default")))
        .build();
  }

  void namespace(String name) {
    twin.apply(
        "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + name + "\"}}");
  }

  static String deployment(String namespace, String name, String image, int replicas) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %2$s, namespace: %1$s}
    spec:
      replicas: %4$d
      progressDeadlineSeconds: 3
      selector: {matchLabels: {app: %2$s}}
      template:
        metadata: {labels: {app: %2$s}}
        spec:
          containers:
            - name: %2$s
              image: "%3$s"
              resources: {requests: {cpu: 100m, memory: 64Mi}}
    """
        .formatted(namespace, name, image, replicas);
  }

  static String statefulSet(String namespace, String name, String image, int replicas) {
    return """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: %2$s, namespace: %1$s}
    spec:
      replicas: %4$d
      serviceName: %2$s
      updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}
      selector: {matchLabels: {app: %2$s}}
      template:
        metadata: {labels: {app: %2$s}}
        spec:
          containers:
            - name: %2$s
              image: "%3$s"
      volumeClaimTemplates:
        - metadata: {name: disk}
          spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
    """
        .formatted(namespace, name, image, replicas);
  }

  static String autoscaler(String namespace, String name, int min, int max) {
    return """
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: %2$s, namespace: %1$s}
    spec:
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %2$s}
      minReplicas: %3$d
      maxReplicas: %4$d
      metrics:
        - type: Resource
          resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}
    """
        .formatted(namespace, name, min, max);
  }

  @Override
  public void close() {
    twin.close();
  }

  private static final class Images implements ContainerRuntime {
    @Override
    public ImageBehavior behaviorOf(String image, PodReference pod) {
      return switch (image.substring(image.lastIndexOf(':') + 1)) {
        case "broken" ->
            new ImageBehavior.Crashes(
                Duration.ofMillis(50), 1, List.of("cannot reach the database"));
        case "done" -> new ImageBehavior.Completes(Duration.ofMillis(50), List.of("imported"));
        case "missing" -> new ImageBehavior.CannotBePulled();
        default -> new ImageBehavior.Serves(Duration.ofMillis(50));
      };
    }

    @Override
    public List<LogLine> log(PodReference pod, String container) {
      Instant now = Clock.systemUTC().instant();
      return List.of(
          new LogLine(now.minusSeconds(60), "an old line"),
          new LogLine(now, "served by " + pod.name()));
    }
  }

  private final class Load implements PodMetricsSource {
    @Override
    public Optional<PodUsage> usage(String namespace, String pod) {
      return Optional.ofNullable(millicores.get(namespace))
          .map(used -> new PodUsage(used, 32L << 20));
    }

    @Override
    public Map<String, Double> custom(String namespace, String pod) {
      return Map.of();
    }
  }
}

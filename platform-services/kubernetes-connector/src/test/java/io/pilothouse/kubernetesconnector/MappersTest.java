package io.pilothouse.kubernetesconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler.Metric;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappersTest {
  private static <T extends HasMetadata> T read(Class<T> type, String yaml) {
    // A text that begins with a brace would be taken for JSON.
    return Serialization.unmarshal("# YAML\n" + yaml, type);
  }

  private static Pod pod(String status) {
    return read(
        Pod.class,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: cart-84ff8fb5cf-2r9cc
          namespace: shop
          labels: {pod-template-hash: 84ff8fb5cf}
          ownerReferences: [{kind: ReplicaSet, name: cart-84ff8fb5cf, uid: u, apiVersion: apps/v1}]
        spec: {nodeName: n1, containers: [{name: cart, image: "shop/cart:1"}]}
        status: %s
        """
            .formatted(status));
  }

  @ParameterizedTest(name = "{1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {phase: Running, conditions: [{type: Ready, status: "True"}]} | true | -
          {phase: Running, containerStatuses: [{name: c, restartCount: 7, state: {waiting: {reason: CrashLoopBackOff, message: back-off}}}]} | false | CrashLoopBackOff
          {phase: Pending, containerStatuses: [{name: c, restartCount: 0, state: {waiting: {reason: ContainerCreating}}}]} | false | -
          {phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: 0/3 nodes}]} | false | Unschedulable
          {phase: Pending, initContainerStatuses: [{name: i, state: {waiting: {reason: ImagePullBackOff}}}]} | false | ImagePullBackOff
          {phase: Running, containerStatuses: [{name: c, state: {terminated: {exitCode: 137, reason: OOMKilled}}}]} | false | OOMKilled
          {phase: Failed, reason: Evicted, message: low on memory} | false | Evicted
          {phase: Running, conditions: [{type: Ready, status: "False", reason: ContainersNotReady}]} | false | ContainersNotReady
          {phase: Succeeded} | false | -
          """)
  void aPodSaysWhyItIsNotReady(String status, boolean ready, String reason) {
    var mapped = PodMapper.map(pod(status));
    assertThat(mapped.ready()).isEqualTo(ready);
    assertThat(mapped.reason().orElse("-")).isEqualTo(reason);
  }

  @Test
  void aPodIsTracedToItsDeployment() {
    var mapped = PodMapper.map(pod("{phase: Running}"));
    assertThat(mapped.id()).isEqualTo(ResourceId.of("k8s:pod/shop/cart-84ff8fb5cf-2r9cc"));
    assertThat(mapped.deployment()).contains("cart");
    assertThat(mapped.replicaSet()).contains("cart-84ff8fb5cf");
    assertThat(mapped.node()).contains("n1");
    assertThat(mapped.images()).containsExactly("shop/cart:1");
  }

  @Test
  void aBarePodHasNoDeployment() {
    var mapped =
        PodMapper.map(
            read(Pod.class, "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: n}}"));
    assertThat(mapped.deployment()).isEmpty();
    assertThat(mapped.phase()).isEqualTo("Unknown");
  }

  @Test
  void aNodeTellsWhatPodsMayUse() {
    var node =
        NodeMapper.map(
            read(
                Node.class,
                """
                apiVersion: v1
                kind: Node
                metadata:
                  name: aks-app-0
                  labels: {topology.kubernetes.io/zone: koreacentral-2, agentpool: app}
                spec:
                  unschedulable: true
                  taints: [{key: application-workload, value: "true", effect: NoSchedule}, {key: gone, effect: NoExecute}]
                status:
                  allocatable: {cpu: 3860m, memory: 12Gi}
                  capacity: {cpu: "4", memory: 16Gi}
                  nodeInfo: {kubeletVersion: v1.29.7}
                  conditions: [{type: MemoryPressure, status: "True"}, {type: Ready, status: "True"}]
                """));
    assertThat(node.cpuAllocatable()).isEqualTo(3.86);
    assertThat(node.memoryAllocatable()).isEqualTo(12.0 * (1L << 30));
    assertThat(node.zone()).contains("koreacentral-2");
    assertThat(node.pool()).contains("app");
    assertThat(node.taints())
        .containsExactly("application-workload=true:NoSchedule", "gone:NoExecute");
    assertThat(node.ready()).isTrue();
    assertThat(node.unschedulable()).isTrue();
    assertThat(node.reason()).contains("MemoryPressure");
  }

  @Test
  void aNodeThatWasNeverHeardIsNotReady() {
    var node =
        NodeMapper.map(read(Node.class, "{apiVersion: v1, kind: Node, metadata: {name: n}}"));
    assertThat(node.ready()).isFalse();
    assertThat(node.cpuAllocatable()).isZero();
  }

  @Test
  void anAutoscalerPairsEachTargetWithWhatIsMeasured() {
    var mapped =
        AutoscalerMapper.map(
            read(
                HorizontalPodAutoscaler.class,
                """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: cart, namespace: shop}
                spec:
                  scaleTargetRef: {kind: Deployment, name: cart}
                  maxReplicas: 10
                  metrics:
                    - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}
                    - {type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 400Mi}}}
                    - {type: Pods, pods: {metric: {name: requests_per_second}, target: {type: AverageValue, averageValue: "100"}}}
                    - {type: External, external: {metric: {name: queue_length}, target: {type: Value, value: "10"}}}
                status:
                  currentReplicas: 3
                  desiredReplicas: 4
                  lastScaleTime: "2026-01-02T03:04:05Z"
                  currentMetrics:
                    - {type: Pods, pods: {metric: {name: requests_per_second}, current: {averageValue: 120500m}}}
                    - {type: Resource, resource: {name: cpu, current: {averageUtilization: 81, averageValue: 162m}}}
                  conditions: [{type: ScalingLimited, status: "True", reason: TooManyReplicas, message: the limit}]
                """));
    assertThat(mapped.minReplicas()).isEqualTo(1);
    assertThat(mapped.metrics())
        .containsExactly(
            new Metric("Resource", "cpu", 70, Optional.of(81.0), true),
            new Metric("Resource", "memory", 400.0 * 1024 * 1024, Optional.empty(), false),
            new Metric("Pods", "requests_per_second", 100, Optional.of(120.5), false),
            new Metric("External", "queue_length", 10, Optional.empty(), false));
    assertThat(mapped.conditions().getFirst().reason()).isEqualTo("TooManyReplicas");
    assertThat(mapped.lastScaleTime()).contains(Instant.parse("2026-01-02T03:04:05Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {lastTimestamp: "2026-01-01T00:00:01Z", count: 3} | 2026-01-01T00:00:01Z | 3
          {eventTime: "2026-01-01T00:00:02.500000Z"} | 2026-01-01T00:00:02.5Z | 1
          {eventTime: "2026-01-01T00:00:02.500000Z", series: {count: 9, lastObservedTime: "2026-01-01T00:00:08.000000Z"}} | 2026-01-01T00:00:08Z | 9
          {} | 2026-01-01T00:00:00Z | 1
          """)
  void anEventOfAnyRecorderHasATimeAndACount(String fields, Instant at, int count) {
    Event written = read(Event.class, fields);
    written.setMetadata(
        read(
                Pod.class,
                "{metadata: {name: e, namespace: shop, creationTimestamp: \"2026-01-01T00:00:00Z\"}}")
            .getMetadata());
    var mapped = EventMapper.map(written);
    assertThat(mapped.lastSeen()).isEqualTo(at);
    assertThat(mapped.count()).isEqualTo(count);
  }

  @Test
  void aDeploymentKnowsItsRevisionByTheTemplateItAsksFor() {
    var deployment =
        read(
            Deployment.class,
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop, uid: d1, generation: 4, annotations: {deployment.kubernetes.io/revision: "2"}}
            spec:
              replicas: 3
              selector: {matchLabels: {app: cart}}
              template: {metadata: {labels: {tier: a, app: cart}}, spec: {containers: [{name: c, image: "cart:1"}]}}
            status:
              observedGeneration: 3
              conditions: [{type: Progressing, status: "False", reason: ProgressDeadlineExceeded, message: deadline passed}]
            """);
    var mapped =
        DeploymentMapper.map(deployment, List.of(set(2, "cart:2", "d1"), set(3, "cart:1", "d1")));
    // The controller has not written revision 3 to the Deployment yet.
    assertThat(mapped.revision()).isEqualTo(3);
    assertThat(mapped.revisions())
        .extracting(r -> r.number() + " " + r.current())
        .containsExactly("2 false", "3 true");
    assertThat(mapped.stalled()).contains("deadline passed");
    assertThat(mapped.observedGeneration()).isEqualTo(3);
  }

  @Test
  void aReplicaSetOfNobodyIsNoRevision() {
    ReplicaSet bare =
        read(
            ReplicaSet.class,
            "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: r, namespace: n, uid: u}, spec: {replicas: 1}}");
    assertThat(OwnedReplicaSet.of(bare)).isEmpty();
  }

  @Test
  void whatContainersUseAddsUpToThePod() {
    PodMetrics metrics =
        read(
            PodMetrics.class,
            """
            apiVersion: metrics.k8s.io/v1beta1
            kind: PodMetrics
            metadata: {name: p, namespace: shop}
            timestamp: "2026-01-01T00:00:00Z"
            containers: [{name: a, usage: {cpu: 250m, memory: 1Mi}}, {name: b, usage: {cpu: 1500000n, memory: 1Mi}}]
            """);
    assertThat(PodMetricsMapper.map(metrics, Instant.EPOCH))
        .extracting(m -> m.metric() + " " + m.value() + " " + m.measuredAt())
        .containsExactly(
            "cpu 0.2515 2026-01-01T00:00:00Z", "memory 2097152.0 2026-01-01T00:00:00Z");
  }

  private static OwnedReplicaSet set(long revision, String image, String owner) {
    return OwnedReplicaSet.of(
            read(
                ReplicaSet.class,
                """
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata:
                  name: cart-%1$d
                  namespace: shop
                  uid: r%1$d
                  annotations: {deployment.kubernetes.io/revision: "%1$d"}
                  ownerReferences: [{kind: Deployment, name: cart, uid: %3$s, controller: true, apiVersion: apps/v1}]
                spec:
                  replicas: 1
                  template: {metadata: {labels: {app: cart, pod-template-hash: abc, tier: a}}, spec: {containers: [{name: c, image: "%2$s"}]}}
                """
                    .formatted(revision, image, owner)))
        .orElseThrow();
  }
}

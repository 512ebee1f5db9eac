package io.pilothouse.kubernetesconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.Ingress;
import io.pilothouse.sharedmodel.estate.LabelSelector;
import io.pilothouse.sharedmodel.estate.NetworkPolicy;
import io.pilothouse.sharedmodel.estate.PodTemplate;
import io.pilothouse.sharedmodel.estate.PodTemplate.Affinity.To;
import io.pilothouse.sharedmodel.estate.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationMappersTest {
  private static <T extends HasMetadata> T read(Class<T> type, String yaml) {
    // A text that begins with a brace would be taken for JSON.
    return Serialization.unmarshal("# YAML\n" + yaml, type);
  }

  @Test
  void aDeploymentTellsWhatItsPodsAreToBeLike() {
    Deployment mapped =
        DeploymentMapper.map(
            read(
                io.fabric8.kubernetes.api.model.apps.Deployment.class,
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: cart, namespace: shop, labels: {app: cart}}
                spec:
                  replicas: 3
                  progressDeadlineSeconds: 300
                  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 0}}
                  selector: {matchLabels: {app: cart}}
                  template:
                    metadata: {labels: {app: cart, tier: application}}
                    spec:
                      nodeSelector: {pool: app}
                      tolerations: [{key: dedicated, operator: Equal, value: app, effect: NoSchedule}]
                      topologySpreadConstraints:
                        - maxSkew: 1
                          topologyKey: topology.kubernetes.io/zone
                          whenUnsatisfiable: ScheduleAnyway
                          labelSelector: {matchLabels: {app: cart}}
                      affinity:
                        podAntiAffinity:
                          preferredDuringSchedulingIgnoredDuringExecution:
                            - weight: 100
                              podAffinityTerm:
                                topologyKey: kubernetes.io/hostname
                                labelSelector: {matchLabels: {app: cart}}
                      containers:
                        - name: cart
                          image: shop/cart:1
                          ports: [{containerPort: 8080, name: http}]
                          resources:
                            requests: {cpu: 200m, memory: 512Mi}
                            limits: {cpu: "1", memory: 1Gi}
                          readinessProbe:
                            httpGet: {path: /ready, port: http}
                            periodSeconds: 5
                """),
            List.of());

    assertThat(mapped.selector()).isEqualTo(LabelSelector.of(Map.of("app", "cart")));
    assertThat(mapped.strategy())
        .contains(
            new Deployment.Strategy(
                "RollingUpdate",
                Optional.of("25%"),
                Optional.of("0"),
                Optional.of(Duration.ofMinutes(5))));
    PodTemplate template = mapped.template();
    assertThat(template.nodeSelector()).containsEntry("pool", "app");
    assertThat(template.tolerations())
        .containsExactly(
            new PodTemplate.Toleration(
                Optional.of("dedicated"), "Equal", Optional.of("app"), Optional.of("NoSchedule")));
    assertThat(template.spread())
        .containsExactly(
            new PodTemplate.Spread(
                "topology.kubernetes.io/zone",
                1,
                "ScheduleAnyway",
                Optional.of(LabelSelector.of(Map.of("app", "cart")))));
    assertThat(template.affinities())
        .containsExactly(
            new PodTemplate.Affinity(
                To.AWAY_FROM_PODS,
                false,
                Optional.of(100),
                Optional.of("kubernetes.io/hostname"),
                LabelSelector.of(Map.of("app", "cart"))));
    PodTemplate.Container container = template.containers().getFirst();
    assertThat(container.requests())
        .isEqualTo(Map.of("cpu", Quantity.of("200m"), "memory", Quantity.of("512Mi")));
    assertThat(container.limits().get("cpu")).isEqualTo(Quantity.of("1"));
    assertThat(container.readiness().orElseThrow().target()).isEqualTo(":http/ready");
    assertThat(container.readiness().orElseThrow().period()).contains(Duration.ofSeconds(5));
    assertThat(container.liveness()).isEmpty();
  }

  private static NetworkPolicy policy(String spec) {
    return NetworkMapper.policy(
        read(
            io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy.class,
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: p, namespace: shop}
            spec: %s
            """
                .formatted(spec)));
  }

  @Test
  void aPolicyTellsWhomItLetsThrough() {
    NetworkPolicy mapped =
        policy(
            "{podSelector: {matchLabels: {tier: app}}, policyTypes: [Egress], egress: [{to:"
                + " [{podSelector: {matchLabels: {app: db}}}, {ipBlock: {cidr: 10.0.0.0/8, except:"
                + " [10.1.0.0/16]}}], ports: [{port: 5432}, {port: 8000, endPort: 9000, protocol:"
                + " UDP}]}]}");

    assertThat(mapped.pods()).isEqualTo(LabelSelector.of(Map.of("tier", "app")));
    assertThat(mapped.ingress()).isEmpty();
    NetworkPolicy.Rule rule = mapped.egress().orElseThrow().getFirst();
    assertThat(rule.peers().getFirst().pods()).contains(LabelSelector.of(Map.of("app", "db")));
    assertThat(rule.peers().getLast().addresses()).contains("10.0.0.0/8");
    assertThat(rule.peers().getLast().exceptAddresses()).containsExactly("10.1.0.0/16");
    assertThat(rule.ports())
        .containsExactly(
            new NetworkPolicy.Port("TCP", Optional.of("5432"), Optional.empty()),
            new NetworkPolicy.Port("UDP", Optional.of("8000"), Optional.of(9000)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {podSelector: {}} | true | false
          {podSelector: {}, egress: [{}]} | true | true
          {podSelector: {}, policyTypes: [Ingress]} | true | false
          {podSelector: {}, policyTypes: [Egress]} | false | true
          {podSelector: {}, policyTypes: [Ingress, Egress]} | true | true
          """)
  void aPolicyIsSilentOnADirectionThatItDoesNotName(String spec, boolean in, boolean out) {
    assertThat(policy(spec).ingress().isPresent()).isEqualTo(in);
    assertThat(policy(spec).egress().isPresent()).isEqualTo(out);
  }

  @Test
  void anIngressTellsItsRoutes() {
    Ingress mapped =
        NetworkMapper.ingress(
            read(
                io.fabric8.kubernetes.api.model.networking.v1.Ingress.class,
                """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web, namespace: shop}
                spec:
                  ingressClassName: nginx
                  tls: [{hosts: [shop.example]}]
                  rules:
                    - host: shop.example
                      http:
                        paths:
                          - path: /api
                            pathType: Prefix
                            backend: {service: {name: cart, port: {number: 8080}}}
                """));

    assertThat(mapped.ingressClass()).contains("nginx");
    assertThat(mapped.tlsHosts()).containsExactly("shop.example");
    assertThat(mapped.paths())
        .containsExactly(
            new Ingress.Path(
                Optional.of("shop.example"), "/api", "Prefix", "cart", Optional.of("8080")));
  }

  @Test
  void aHeadlessServiceHasNoAddress() {
    var mapped =
        NetworkMapper.service(
            read(
                Service.class,
                """
                apiVersion: v1
                kind: Service
                metadata: {name: db, namespace: shop}
                spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
                """));

    assertThat(mapped.type()).isEqualTo("ClusterIP");
    assertThat(mapped.clusterAddress()).isEmpty();
    assertThat(mapped.ports().getFirst().nodePort()).isEmpty();
  }

  @Test
  void aStatefulSetTellsItsVolumes() {
    var mapped =
        WorkloadMapper.statefulSet(
            read(
                io.fabric8.kubernetes.api.model.apps.StatefulSet.class,
                """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db, namespace: shop}
                spec:
                  serviceName: db
                  selector: {matchLabels: {app: db}}
                  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: "postgres:15"}]}}
                  volumeClaimTemplates:
                    - metadata: {name: data}
                      spec:
                        accessModes: [ReadWriteOnce]
                        storageClassName: managed-csi
                        resources: {requests: {storage: 20Gi}}
                """),
            List.of());

    assertThat(mapped.desired()).isEqualTo(1);
    assertThat(mapped.volumeClaims().getFirst().size()).contains(Quantity.of("20Gi"));
    assertThat(mapped.template().containers().getFirst().image()).contains("postgres:15");
  }

  @Test
  void aStatefulSetTellsItsRevisionsAndHowManyPodsEachHas() {
    var set =
        read(
            io.fabric8.kubernetes.api.model.apps.StatefulSet.class,
            """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: shop, uid: "1", generation: 2}
            spec:
              replicas: 3
              serviceName: db
              selector: {matchLabels: {app: db}}
              template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: "postgres:16"}]}}
            status:
              observedGeneration: 2
              replicas: 3
              readyReplicas: 2
              availableReplicas: 2
              currentReplicas: 2
              updatedReplicas: 1
              currentRevision: db-old
              updateRevision: db-new
            """);

    var mapped =
        WorkloadMapper.statefulSet(
            set,
            List.of(
                revision("db-new", 2, "postgres:16").orElseThrow(),
                revision("db-old", 1, "postgres:15").orElseThrow()));

    assertThat(mapped.revision()).isEqualTo(2);
    assertThat(mapped.revisions())
        .extracting(r -> r.number() + " " + r.replicaSet() + " " + r.replicas() + " " + r.current())
        .containsExactly("1 db-old 2 false", "2 db-new 1 true");
    assertThat(mapped.rolledOut()).isFalse();
    assertThat(mapped.outdated()).isEqualTo(2);
  }

  private static Optional<OwnedRevision> revision(String name, int number, String image) {
    return OwnedRevision.of(
        read(
            ControllerRevision.class,
            """
            apiVersion: apps/v1
            kind: ControllerRevision
            metadata:
              {name: %1$s, namespace: shop, uid: %1$s, creationTimestamp: "2026-01-01T00:00:00Z",
               ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, uid: "1", controller: true}]}
            revision: %2$d
            data:
              spec:
                template: {$patch: replace, metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: "%3$s"}]}}
            """
                .formatted(name, number, image)));
  }
}

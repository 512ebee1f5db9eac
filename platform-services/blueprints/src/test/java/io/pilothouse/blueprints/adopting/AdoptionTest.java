package io.pilothouse.blueprints.adopting;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.importing.BlueprintWriter;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.LabelSelector;
import io.pilothouse.sharedmodel.estate.ManagedCluster;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.PodDisruptionBudget;
import io.pilothouse.sharedmodel.estate.PodTemplate;
import io.pilothouse.sharedmodel.estate.Quantity;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What runs becomes a blueprint that says as much and no more. */
class AdoptionTest {
  private static final Map<String, String> LABELS = Map.of("app", "orders");

  private static Snapshot snapshot(Resource... resources) {
    var all = new HashMap<ResourceId, Observed<Resource>>();
    for (Resource resource : resources) {
      all.put(resource.id(), new Observed<>(resource, new SourceId("test"), 1, Instant.EPOCH));
    }
    return new Snapshot(1, all, Map.of(), Map.of());
  }

  private static Deployment deployment(String namespace, String name, int pods) {
    var container =
        new PodTemplate.Container(
            name,
            Optional.empty(),
            Map.of("cpu", Quantity.of("200m"), "memory", Quantity.of("512Mi")),
            Map.of("cpu", Quantity.of("1"), "memory", Quantity.of("1Gi")),
            List.of(new PodTemplate.Port(Optional.empty(), 8081, "TCP")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Deployment(
        ResourceId.kubernetes("deployment", namespace, name),
        namespace,
        name,
        LABELS,
        pods,
        pods,
        pods,
        pods,
        1,
        1,
        false,
        List.of(),
        1,
        List.of(),
        Optional.empty(),
        LabelSelector.of(LABELS),
        new PodTemplate(
            LABELS,
            Optional.empty(),
            List.of(container),
            Map.of("agentpool", "apppool"),
            List.of(),
            List.of(),
            List.of()),
        Optional.empty());
  }

  private static FlexibleServer server(String name, Optional<String> source) {
    return new FlexibleServer(
        azure(name),
        name,
        "rg",
        "Korea Central",
        "Ready",
        Optional.of("15"),
        Optional.of("Standard_D4s_v3"),
        Optional.of("GeneralPurpose"),
        Optional.empty(),
        Optional.of("1"),
        source.isPresent() ? "Disabled" : "ZoneRedundant",
        Optional.empty(),
        source.isPresent() ? Optional.empty() : Optional.of("2"),
        source.map(s -> "AsyncReplica"),
        source.map(AdoptionTest::azure),
        Optional.of(256),
        Optional.of(35),
        Optional.of(true),
        Optional.empty());
  }

  private static ResourceId azure(String name) {
    return ResourceId.azure("/subscriptions/s/resourceGroups/rg/providers/x/y/" + name);
  }

  private static Blueprint adopted(Snapshot snapshot) {
    return Adoption.adopt(
            "orders-prod", "production", Optional.empty(), snapshot, Dictionary.shipped())
        .blueprint()
        .orElseThrow();
  }

  private static Snapshot orders() {
    return snapshot(
        deployment("shop", "orders", 4),
        deployment("kube-system", "coredns", 2),
        new HorizontalPodAutoscaler(
            ResourceId.kubernetes("horizontalpodautoscaler", "shop", "orders"),
            "shop",
            "orders",
            "orders",
            2,
            8,
            4,
            4,
            List.of(
                new HorizontalPodAutoscaler.Metric("Resource", "cpu", 70, Optional.empty(), true)),
            List.of(),
            Optional.empty()),
        new PodDisruptionBudget(
            ResourceId.kubernetes("poddisruptionbudget", "shop", "orders"),
            "shop",
            "orders",
            Map.of(),
            Optional.of("2"),
            Optional.empty(),
            Optional.of(LabelSelector.of(LABELS)),
            Optional.empty()),
        new ManagedCluster(
            azure("aks-orders"),
            "aks-orders",
            "rg",
            "koreacentral",
            "Succeeded",
            Optional.empty(),
            Optional.of("1.31.4"),
            Optional.of("Standard"),
            List.of(
                new ManagedCluster.AgentPool(
                    "apppool",
                    "User",
                    "Standard_D4s_v3",
                    3,
                    true,
                    Optional.of(3),
                    Optional.of(9),
                    List.of("1", "2"),
                    "Succeeded"))),
        server("orders-db", Optional.empty()),
        server("orders-db-replica", Optional.of("orders-db")),
        new RedisCache(
            azure("orders-redis"),
            "orders-redis",
            "rg",
            "koreacentral",
            "Succeeded",
            "Premium",
            Optional.of(1),
            Optional.empty(),
            Optional.of(6380),
            Optional.empty(),
            Optional.of(1),
            Optional.empty(),
            List.of("1", "2")));
  }

  @Test
  void saysWhatRuns() {
    Blueprint blueprint = adopted(orders());
    assertThat(blueprint.cluster().kubernetesVersion()).contains("1.31");
    assertThat(blueprint.cluster().namespace()).isEqualTo("shop");
    assertThat(blueprint.cluster().nodePools())
        .singleElement()
        .satisfies(p -> {
          assertThat(p.cpus()).isEqualTo(4);
          assertThat(p.maxCount()).isEqualTo(9);
        });
    assertThat(blueprint.services())
        .singleElement()
        .satisfies(s -> {
          assertThat(s.deployment()).isEqualTo("orders");
          assertThat(s.replicas()).isEqualTo(4);
          assertThat(s.autoscaling().flatMap(Service.Autoscaling::maxReplicas)).contains(8);
          assertThat(s.minAvailable()).contains(2);
          assertThat(s.requests()).contains(new Service.Resources("200m", "512Mi"));
          assertThat(s.port()).isEqualTo(8081);
          assertThat(s.nodePool()).contains("apppool");
        });
    assertThat(blueprint.databaseServers())
        .singleElement()
        .satisfies(d -> {
          assertThat(d.highAvailability()).isEqualTo("ZoneRedundant");
          assertThat(d.location()).isEqualTo("koreacentral");
          assertThat(d.backup().orElseThrow().retentionDays()).isEqualTo(35);
          assertThat(d.replicas())
              .extracting(r -> r.resourceName())
              .containsExactly("orders-db-replica");
        });
    assertThat(blueprint.caches())
        .singleElement()
        .satisfies(c -> assertThat(c.zoneRedundant()).isTrue());
  }

  @Test
  void isValidAsWritten() {
    Blueprint blueprint = adopted(orders());
    BlueprintResult again = new BlueprintLoader().load("a", BlueprintWriter.write(blueprint));
    assertThat(again)
        .isInstanceOfSatisfying(
            BlueprintResult.Loaded.class, l -> assertThat(l.blueprint()).isEqualTo(blueprint));
  }

  @Test
  void saysWhatItAssumedAndLeftOut() {
    Adoption.Adopted adopted =
        Adoption.adopt(
            "x",
            "production",
            Optional.empty(),
            snapshot(
                deployment("shop", "orders", 1),
                deployment("shop", "carts", 1),
                deployment("tools", "wiki", 1)),
            Dictionary.shipped());
    assertThat(adopted.blueprint().orElseThrow().services()).hasSize(2);
    assertThat(adopted.notes())
        .extracting(Sentence::key)
        .contains("adopt.other-namespace", "adopt.assumed");
  }

  @Test
  void adoptsNothingWhereNothingRuns() {
    Adoption.Adopted adopted =
        Adoption.adopt("x", "production", Optional.empty(), Snapshot.empty(), Dictionary.shipped());
    assertThat(adopted.blueprint()).isEmpty();
    assertThat(adopted.notes()).extracting(Sentence::key).containsExactly("adopt.nothing");
  }
}

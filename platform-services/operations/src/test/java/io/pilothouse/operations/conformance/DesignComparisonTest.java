package io.pilothouse.operations.conformance;

import static io.pilothouse.operations.world.With.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.binding.Bindings;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Source;
import io.pilothouse.sharedmodel.conformance.Conformance;
import io.pilothouse.sharedmodel.conformance.Difference;
import io.pilothouse.sharedmodel.conformance.Difference.Kind;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceKind;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.sentence.Sentences;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DesignComparisonTest {

  @Test
  void findsNothingWhereAllIsAsDesigned() {
    Conformance conformance = compare(Shop.design(), new Shop().snapshot());

    assertThat(conformance.differences()).isEmpty();
    assertThat(conformance.ambiguities()).isEmpty();
    assertThat(conformance.checked()).isGreaterThan(70);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void findsTheOneThingThatIsOtherwise(
      String component, String field, Kind kind, int line, Resource changed) {
    Conformance conformance = compare(Shop.design(), new Shop().but(changed).snapshot());

    assertThat(conformance.differences())
        .singleElement()
        .satisfies(d -> {
          assertThat(d.component()).isEqualTo(component);
          assertThat(d.field()).isEqualTo(field);
          assertThat(d.kind()).isEqualTo(kind);
          assertThat(d.source().map(Source::line).orElse(0)).isEqualTo(line);
          assertThat(d.evidence()).isNotEmpty();
          sayable(d);
        });
  }

  static Stream<Arguments> findsTheOneThingThatIsOtherwise() {
    return Stream.of(
        otherwise("orders.autoscaling.minReplicas", 41, with(Shop.autoscaler(), "minReplicas", 2)),
        otherwise("orders.autoscaling.maxReplicas", 41, with(Shop.autoscaler(), "maxReplicas", 9)),
        missing("orders.autoscaling.metrics", 41, with(Shop.autoscaler(), "metrics", List.of())),
        otherwise(
            "orders.requests.cpu",
            40,
            Shop.deployment(
                "orders",
                4,
                Map.of("cpu", "200m", "memory", "1Gi"),
                Map.of("cpu", "1", "memory", "2Gi"))),
        missing(
            "orders.limits.memory",
            40,
            Shop.deployment(
                "orders", 4, Map.of("cpu", "500m", "memory", "1Gi"), Map.of("cpu", "1"))),
        otherwise("orders.minAvailable", 42, with(Shop.budget(), "minAvailable", Optional.of("1"))),
        otherwise("mails.replicas", 45, with(Shop.mails(), "desired", 1)),
        otherwise("orders.spread.acrossZones", 32, template(Shop.orders(), "spread", List.of())),
        otherwise(
            "orders.spread.antiAffinityByNode",
            32,
            template(Shop.orders(), "affinities", List.of())),
        otherwise(
            "orders.nodePool",
            40,
            template(
                Shop.orders(),
                "nodeSelector",
                Map.of("kubernetes.azure.com/agentpool", "systempool"))),
        otherwise(
            "aks.kubernetesVersion",
            30,
            with(Shop.cluster(), "kubernetesVersion", Optional.of("1.30.1"))),
        otherwise("aks.tier", 30, with(Shop.cluster(), "tier", Optional.of("Free"))),
        otherwise(
            "aks.privateCluster", 30, with(Shop.cluster(), "privateCluster", Optional.of(false))),
        otherwise("application-pool.maxCount", 31, pool("maxCount", Optional.of(6))),
        otherwise("application-pool.zones", 31, pool("zones", List.of("1"))),
        otherwise("application-pool.taints", 31, pool("taints", List.of())),
        otherwise("application-pool.vmSize", 31, pool("vmSize", "Standard_D8s_v3")),
        otherwise("database.sku", 50, with(Shop.server(), "sku", Optional.of("Standard_D8s_v3"))),
        otherwise(
            "database.storageGigabytes",
            53,
            with(Shop.server(), "storageGigabytes", Optional.of(128))),
        otherwise(
            "database.highAvailability",
            50,
            with(Shop.server(), "highAvailabilityMode", "SameZone")),
        otherwise("database.standbyZone", 50, with(Shop.server(), "standbyZone", Optional.of("3"))),
        otherwise(
            "database.backup.retentionDays",
            51,
            with(Shop.server(), "backupRetentionDays", Optional.of(7))),
        otherwise(
            "database.backup.geoRedundant",
            51,
            with(Shop.server(), "geoRedundantBackup", Optional.of(false))),
        otherwise(
            "database-replica.location", 52, with(Shop.replica(), "location", "koreacentral")),
        otherwise(
            "database-replica.role",
            52,
            with(Shop.replica(), "replicationRole", Optional.of("Primary"))),
        otherwise("cache.shards", 60, with(Shop.cache(), "shards", Optional.of(2))),
        otherwise("cache.capacity", 60, with(Shop.cache(), "capacity", Optional.of(1))),
        otherwise("cache.zoneRedundant", 60, with(Shop.cache(), "zones", List.of())),
        otherwise(
            "cache.persistence.snapshotInterval",
            61,
            with(
                Shop.cache(),
                "persistence",
                Optional.of(
                    with(
                        Shop.cache().persistence().orElseThrow(),
                        "snapshotInterval",
                        Optional.of(Duration.ofMinutes(15)))))),
        otherwise("bus.messagingUnits", 70, with(Shop.bus(), "messagingUnits", Optional.of(1))),
        missing("bus.pairedRegion", 70, with(Shop.bus(), "pairs", List.of())),
        otherwise("queue-orders.sessions", 71, queue("sessions", Optional.of(false))),
        otherwise(
            "queue-orders.autoDeleteOnIdle",
            71,
            queue("autoDeleteOnIdle", Optional.of(Duration.ofDays(1)))),
        otherwise(
            "queue-orders.maximumGigabytes", 71, queue("maximumMegabytes", Optional.of(1_024))),
        missing("queue-orders.", 71, with(Shop.bus(), "queues", List.of())),
        missing(
            "topic-events.subscriptions", 72, with(Shop.bus(), "topics", List.of(Shop.topic()))),
        otherwise(
            "vnet.addressSpace", 20, with(Shop.network(), "addressSpace", List.of("10.1.0.0/16"))),
        otherwise(
            "app-subnet.addressPrefix",
            21,
            subnets(
                Shop.subnet("app-subnet", "10.0.9.0/24", List.of()),
                Shop.network().subnets().get(1))),
        missing(
            "data-subnet.delegation",
            22,
            subnets(
                Shop.network().subnets().get(0),
                Shop.subnet("data-subnet", "10.0.2.0/24", List.of()))),
        otherwise(
            "pe-redis.subnet",
            23,
            with(Shop.endpoint(), "subnet", Optional.of(Shop.network().subnets().get(1).id()))),
        otherwise(
            "app-nsg.securityRules.action",
            24,
            with(
                Shop.securityGroup(),
                "rules",
                List.of(with(Shop.securityGroup().rules().getFirst(), "access", "Deny")))),
        otherwise(
            "shop-policy.egress",
            25,
            with(
                Shop.policy(),
                "egress",
                Optional.of(Shop.policy().egress().orElseThrow().subList(0, 1)))),
        otherwise("gateway.sku", 10, with(Shop.gateway(), "sku", Optional.of("Standard_v2"))),
        otherwise(
            "gateway.firewall.mode", 12, with(Shop.firewall(), "mode", Optional.of("Detection"))),
        missing(
            "gateway.firewall.requestsPerMinutePerAddress",
            12,
            with(Shop.firewall(), "rules", List.of(Shop.firewall().rules().get(1)))),
        otherwise("vault.sku", 75, with(Shop.vault(), "sku", Optional.of("standard"))),
        otherwise("high-cpu.threshold", 80, rule("threshold", Optional.of(95.0))),
        otherwise(
            "high-cpu.window", 80, with(Shop.rule(), "window", Optional.of(Duration.ofMinutes(5)))),
        otherwise("high-cpu.severity", 80, with(Shop.rule(), "severity", 3)),
        missing("high-cpu.enabled", 80, with(Shop.rule(), "enabled", false)));
  }

  @ParameterizedTest
  @MethodSource
  void findsWhatIsNotThere(String component, int line, Resource gone) {
    Conformance conformance = compare(Shop.design(), new Shop().without(gone).snapshot());

    assertThat(conformance.differences())
        .anySatisfy(d -> {
          assertThat(d.component()).isEqualTo(component);
          assertThat(d.kind()).isEqualTo(Kind.ABSENT);
          assertThat(d.source().map(Source::line)).contains(line);
          assertThat(d.live()).isEmpty();
          sayable(d);
        });
  }

  static Stream<Arguments> findsWhatIsNotThere() {
    return Stream.of(
        arguments("orders", 41, Shop.autoscaler()),
        arguments("orders", 42, Shop.budget()),
        arguments("mails", 45, Shop.mails()),
        arguments("database-replica", 52, Shop.replica()),
        arguments("cache", 60, Shop.cache()),
        arguments("shop-policy", 25, Shop.policy()),
        arguments("high-cpu", 80, Shop.rule()),
        arguments("gateway", 10, Shop.gateway()));
  }

  @Test
  void findsWhatNoDocumentDeclares() {
    Deployment stray = Shop.deployment("stray", 1, Map.of(), Map.of());
    var system =
        with(
            with(stray, "namespace", "kube-system"),
            "id",
            io.pilothouse.sharedmodel.estate.ResourceId.kubernetes(
                "deployment", "kube-system", "coredns"));
    var mails =
        with(
            with(Shop.autoscaler(), "target", "mails"),
            "id",
            io.pilothouse.sharedmodel.estate.ResourceId.kubernetes(
                "horizontalpodautoscaler", "shop", "mails"));

    Conformance conformance =
        compare(Shop.design(), new Shop().but(stray).but(system).but(mails).snapshot());

    assertThat(conformance.differences())
        .extracting(Difference::component, Difference::field, Difference::kind)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("stray", "", Kind.UNDECLARED),
            org.assertj.core.groups.Tuple.tuple("mails", "autoscaling", Kind.UNDECLARED));
    conformance.differences().forEach(DesignComparisonTest::sayable);
  }

  @ParameterizedTest
  @MethodSource
  void holdsNothingAgainstAValueThatNoDocumentStates(
      String assumed, String component, String field, Resource changed) {
    Snapshot live = new Shop().but(changed).snapshot();
    assertThat(compare(Shop.design(), live).differences())
        .extracting(Difference::field)
        .contains(field);

    Conformance conformance = compare(Shop.assuming(assumed), live);

    assertThat(conformance.differences()).isEmpty();
    assertThat(conformance.notChecked())
        .filteredOn(n -> n.component().equals(component) && n.field().equals(field))
        .singleElement()
        .satisfies(n -> assertThat(n.reason().key()).isEqualTo("conformance.assumed"));
  }

  static Stream<Arguments> holdsNothingAgainstAValueThatNoDocumentStates() {
    return Stream.of(
        arguments(
            "network.addressSpace",
            "vnet",
            "addressSpace",
            with(Shop.network(), "addressSpace", List.of("10.9.0.0/16"))),
        arguments("cluster.tier", "aks", "tier", with(Shop.cluster(), "tier", Optional.of("Free"))),
        arguments(
            "aks.privateCluster",
            "aks",
            "privateCluster",
            with(Shop.cluster(), "privateCluster", Optional.of(false))),
        arguments(
            "orders.nodePool",
            "orders",
            "nodePool",
            template(Shop.orders(), "nodeSelector", Map.of())),
        arguments("mails.replicas", "mails", "replicas", with(Shop.mails(), "desired", 1)),
        arguments(
            "database.backup.retentionDays",
            "database",
            "backup.retentionDays",
            with(Shop.server(), "backupRetentionDays", Optional.of(7))));
  }

  @Test
  void takesKubernetesOwnMetricForNoDifferenceWhereTheDocumentNamesARangeOnly() {
    Blueprint ranged =
        Shop.design(
            "\"metrics\": [{\"kind\": \"resource\", \"name\": \"cpu\", \"target\": 70}]",
            "\"metrics\": []");
    Snapshot asKubernetesDoes = new Shop().but(scalingOn("cpu", 80)).snapshot();
    Snapshot otherwise = new Shop().but(scalingOn("memory", 80)).snapshot();

    assertThat(compare(ranged, asKubernetesDoes).differences()).isEmpty();
    assertThat(compare(ranged, otherwise).differences())
        .extracting(Difference::field)
        .containsExactly("autoscaling.metrics");
  }

  private static HorizontalPodAutoscaler scalingOn(String metric, double target) {
    return with(
        Shop.autoscaler(),
        "metrics",
        List.of(
            new HorizontalPodAutoscaler.Metric(
                "Resource", metric, target, Optional.of(50.0), true)));
  }

  @Test
  void doesNotCountTheNodesOfAPoolOfWhichNoDocumentSaysWhetherItScales() {
    Blueprint fixed =
        Shop.design(
            "\"autoscaling\": true, \"minCount\": 3", "\"autoscaling\": false, \"minCount\": 3");
    Blueprint unsaid =
        Shop.assuming(
            "application-pool.autoscaling",
            "\"autoscaling\": true, \"minCount\": 3",
            "\"autoscaling\": false, \"minCount\": 3");
    Snapshot live = new Shop().but(pool("count", 9)).snapshot();

    assertThat(compare(fixed, live).differences())
        .extracting(Difference::field)
        .containsExactlyInAnyOrder("autoscaling", "count");
    assertThat(compare(unsaid, live).differences()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void leavesAloneWhatMayVary(Resource changed) {
    assertThat(compare(Shop.design(), new Shop().but(changed).snapshot()).differences()).isEmpty();
  }

  static Stream<Resource> leavesAloneWhatMayVary() {
    var swapped =
        with(with(Shop.server(), "zone", Optional.of("2")), "standbyZone", Optional.of("1"));
    var failingOver =
        with(
            with(Shop.server(), "highAvailabilityState", Optional.of("FailingOver")),
            "highAvailabilityMode",
            "Disabled");
    var promoting =
        with(with(Shop.replica(), "state", "Updating"), "replicationRole", Optional.of("Primary"));
    var rollingOut = with(with(Shop.orders(), "updated", 1), "desired", 7);
    return Stream.of(swapped, failingOver, promoting, rollingOut, pool("count", 9));
  }

  @Test
  void takesNothingForAgreementThatNobodyLookedAt() {
    Snapshot half = new Shop().told(EnumSet.of(ResourceKind.DEPLOYMENT), Sources.KUBERNETES);

    Conformance conformance = compare(Shop.design(), half);

    assertThat(conformance.differences())
        .extracting(Difference::component)
        .doesNotContain("cache", "database", "bus");
    assertThat(conformance.notChecked())
        .filteredOn(n -> n.field().isEmpty())
        .extracting(n -> n.component())
        .contains("cache", "database", "bus", "aks", "high-cpu");
    assertThat(conformance.notChecked()).allSatisfy(n -> say(n.reason()));
  }

  @Test
  void keepsWhenADifferenceWasFirstSeenAndForgetsItWhenItIsOver() {
    Blueprint design = Shop.design();
    var comparison = new DesignComparison(design);
    Snapshot other = new Shop().but(with(Shop.cache(), "shards", Optional.of(2))).snapshot();
    Snapshot clean = new Shop().snapshot();

    comparison.compare(other, Bindings.of(design, other), Shop.NOW);
    Conformance later =
        comparison.compare(other, Bindings.of(design, other), Shop.NOW.plusSeconds(60));
    Conformance over =
        comparison.compare(clean, Bindings.of(design, clean), Shop.NOW.plusSeconds(90));
    Conformance again =
        comparison.compare(other, Bindings.of(design, other), Shop.NOW.plusSeconds(120));

    assertThat(later.differences().getFirst().since()).isEqualTo(Shop.NOW);
    assertThat(over.differences()).isEmpty();
    assertThat(again.differences().getFirst().since()).isEqualTo(Shop.NOW.plusSeconds(120));
  }

  private static Conformance compare(Blueprint design, Snapshot live) {
    return new DesignComparison(design).compare(live, Bindings.of(design, live), Shop.NOW);
  }

  private static void sayable(Difference difference) {
    say(difference.sentence());
  }

  /** A sentence without a pattern shows its key. */
  private static void say(io.pilothouse.sharedmodel.sentence.Sentence sentence) {
    for (Locale locale : List.of(Locale.ENGLISH, Locale.KOREAN)) {
      assertThat(Sentences.in(locale).say(sentence)).doesNotContain("conformance.");
    }
  }

  private static Arguments otherwise(String fact, int line, Resource changed) {
    return fact(fact, Kind.DIFFERENT, line, changed);
  }

  private static Arguments missing(String fact, int line, Resource changed) {
    return fact(fact, Kind.ABSENT, line, changed);
  }

  private static Arguments fact(String fact, Kind kind, int line, Resource changed) {
    int dot = fact.indexOf('.');
    return arguments(fact.substring(0, dot), fact.substring(dot + 1), kind, line, changed);
  }

  private static Resource template(Deployment deployment, String part, Object value) {
    return with(deployment, "template", with(deployment.template(), part, value));
  }

  private static Resource pool(String part, Object value) {
    return with(Shop.cluster(), "pools", List.of(with(Shop.pool(), part, value)));
  }

  private static Resource queue(String part, Object value) {
    return with(Shop.bus(), "queues", List.of(with(Shop.queue(), part, value)));
  }

  private static Resource subnets(Object... subnets) {
    return with(Shop.network(), "subnets", List.of(subnets));
  }

  private static Resource rule(String part, Object value) {
    return with(
        Shop.rule(), "conditions", List.of(with(Shop.rule().conditions().getFirst(), part, value)));
  }
}

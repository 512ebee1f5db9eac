package io.pilothouse.operations.health;

import static io.pilothouse.operations.world.Seen.component;
import static io.pilothouse.operations.world.Seen.fact;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.world.EstateBuilder;
import io.pilothouse.operations.world.Live;
import io.pilothouse.operations.world.TripGen;
import io.pilothouse.operations.world.With;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.ResourceKind;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Unit;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Health;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ComponentHealthTest {
  static Stream<Arguments> whatIsWrong() {
    return Stream.of(
        wrong("all is well", "user-service", Health.NORMAL, w -> w),
        wrong(
            "declared and not there",
            "user-service",
            Health.CRITICAL,
            w -> w.without(Live.deployment("user-service", 3, 3))),
        wrong(
            "scaled to zero",
            "user-service",
            Health.CRITICAL,
            w -> w.but(Live.deployment("user-service", 0, 0))),
        wrong(
            "one pod crashes",
            "user-service",
            Health.DEGRADED,
            w ->
                w.but(Live.deployment("user-service", 3, 2))
                    .but(Live.pod("user-service", 1, false, "CrashLoopBackOff"))),
        wrong(
            "fewer than the disruption budget",
            "user-service",
            Health.CRITICAL,
            w ->
                w.but(Live.deployment("user-service", 3, 1))
                    .but(Live.pod("user-service", 1, false, "CrashLoopBackOff"))
                    .but(Live.pod("user-service", 2, false, "CrashLoopBackOff"))),
        wrong(
            "no pod is ready",
            "user-service",
            Health.CRITICAL,
            w ->
                w.but(Live.deployment("user-service", 3, 0))
                    .but(Live.pod("user-service", 1, false, "ImagePullBackOff"))),
        wrong(
            "autoscaler at its maximum under load",
            "user-service",
            Health.CAUTION,
            w -> w.but(Live.autoscaler("user-service", 3, 10, 10, 10, 98))),
        wrong(
            "autoscaler at its minimum without load",
            "user-service",
            Health.NORMAL,
            w -> w.but(Live.autoscaler("user-service", 3, 10, 3, 3, 5))),
        wrong("server is gone", "database", Health.CRITICAL, w -> w.without(Live.server())),
        wrong(
            "server is stopped",
            "database",
            Health.CRITICAL,
            w -> w.but(Live.server("Stopped", "Healthy", "1", "2"))),
        wrong(
            "server does not answer",
            "database",
            Health.CRITICAL,
            w -> w.measured(Live.server().id(), "pg.alive", 0)),
        wrong(
            "platform knows an answer, the newer look does not",
            "database",
            Health.CRITICAL,
            w ->
                w.measured(Live.server().id(), "is_db_alive", 1)
                    .after(Duration.ofSeconds(1))
                    .measured(Live.server().id(), "pg.alive", 0)),
        wrong(
            "standby is being seeded",
            "database-standby",
            Health.DEGRADED,
            w -> w.but(Live.server("Ready", "ReplicatingData", "1", "2"))),
        wrong(
            "standby is not synchronous",
            "database-standby",
            Health.DEGRADED,
            w -> w.measured(Live.server().id(), "pg.synchronous_standbys", 0)),
        wrong(
            "connections run out",
            "database",
            Health.DEGRADED,
            w -> w.measured(Live.server().id(), "active_connections", 96)),
        wrong(
            "storage runs out",
            "database",
            Health.CRITICAL,
            w -> w.measured(Live.server().id(), "storage_percent", 96)),
        wrong(
            "replica lags",
            "database-replica-1",
            Health.DEGRADED,
            w ->
                w.measured(replica(), "physical_replication_delay_in_seconds", 60)
                    .measured(replica(), "physical_replication_delay_in_bytes", 4e6)),
        wrong(
            "replica of an idle primary",
            "database-replica-1",
            Health.NORMAL,
            w ->
                w.measured(replica(), "physical_replication_delay_in_seconds", 6_000)
                    .measured(replica(), "physical_replication_delay_in_bytes", 0)),
        wrong(
            "hit ratio below its target",
            "redis",
            Health.CAUTION,
            w ->
                w.measured(Live.cache().id(), "cachehits", 80)
                    .measured(Live.cache().id(), "cachemisses", 20)),
        wrong(
            "cache is nearly full",
            "redis",
            Health.DEGRADED,
            w -> w.measured(Live.cache().id(), "usedmemorypercentage", 97)),
        wrong(
            "a node is down",
            "application-pool",
            Health.DEGRADED,
            w -> w.but(Live.node("node-2", "koreacentral-2", false))),
        wrong(
            "a pod finds no node",
            "aks",
            Health.DEGRADED,
            w -> w.but(Live.pod("user-service", 4, false, "Unschedulable"))));
  }

  private static Arguments wrong(
      String name, String component, Health health, UnaryOperator<EstateBuilder> change) {
    return Arguments.of(name, component, health, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whatIsWrong")
  void judges(String name, String component, Health health, UnaryOperator<EstateBuilder> change) {
    ComponentStatus status = component(judged(change.apply(EstateBuilder.allIsWell())), component);

    assertThat(status.health()).as("%s: %s", name, status.reasons()).isEqualTo(health);
    assertThat(status.reasons().isEmpty()).isEqualTo(health == Health.NORMAL);
    assertThat(status.stale()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("sourcesAndTheirComponents")
  void isUnknownAndStaleOnALostSourceWhateverWasSeenLast(SourceId source, List<String> components) {
    List<ComponentStatus> statuses =
        judged(
            EstateBuilder.allIsWell()
                .but(Live.deployment("user-service", 3, 0))
                .but(Live.server("Stopped", "Healthy", "1", "2"))
                .cut(source));

    for (String id : components) {
      ComponentStatus status = component(statuses, id);
      assertThat(status.health()).as(id).isEqualTo(Health.UNKNOWN);
      assertThat(status.stale()).as(id).isTrue();
      assertThat(status.facts().values()).as(id).isNotEmpty().anyMatch(f -> f.stale());
    }
  }

  static Stream<Arguments> sourcesAndTheirComponents() {
    return Stream.of(
        Arguments.of(Sources.KUBERNETES, List.of("user-service", "aks", "application-pool")),
        Arguments.of(
            Sources.AZURE_RESOURCES,
            List.of("database", "database-standby", "database-replica-1", "redis")));
  }

  @Test
  void isNeverNormalWithoutItsMetrics() {
    List<ComponentStatus> statuses =
        judged(EstateBuilder.allIsWell().cut(Sources.AZURE_METRICS).cut(Sources.POSTGRES));

    assertThat(component(statuses, "database").health()).isEqualTo(Health.UNKNOWN);
    assertThat(component(statuses, "redis").health()).isEqualTo(Health.UNKNOWN);
    assertThat(component(statuses, "user-service").health()).isEqualTo(Health.NORMAL);
  }

  @Test
  void saysWhyASourceIsNotConnected() {
    List<ComponentStatus> statuses =
        judged(
            EstateBuilder.nothingConnected()
                .notConnected(Sources.AZURE_RESOURCES, "no subscription is named"));

    ComponentStatus database = component(statuses, "database");
    assertThat(database.health()).isEqualTo(Health.UNKNOWN);
    assertThat(database.stale()).isFalse();
    assertThat(database.reasons().getFirst().toString()).contains("no subscription is named");
  }

  @Test
  void doesNotCallAbsentWhatASourceHasNotHadTheTimeToTell() {
    EstateBuilder world =
        EstateBuilder.nothingConnected()
            .expecting(Sources.KUBERNETES)
            .but(Live.node("node-1", "1", true));
    assertThat(userServiceHeardFor(world, Duration.ZERO)).isEqualTo(Health.UNKNOWN);
    // On a busy machine the list of Deployments may come long after the first nodes.
    assertThat(userServiceHeardFor(world, Duration.ofMinutes(1))).isEqualTo(Health.UNKNOWN);

    world.covering(Sources.KUBERNETES, ResourceKind.NODE, ResourceKind.DEPLOYMENT);
    assertThat(userServiceHeardFor(world, Duration.ofSeconds(4))).isEqualTo(Health.UNKNOWN);
    assertThat(userServiceHeardFor(world, Duration.ofSeconds(5))).isEqualTo(Health.CRITICAL);
  }

  private static Health userServiceHeardFor(EstateBuilder world, Duration time) {
    var estate =
        new Estate(
            world.snapshot(), world.now().plus(time), Map.of(Sources.KUBERNETES, world.now()));
    return component(judged(estate, world), "user-service").health();
  }

  @Test
  void marksOldMetricsStaleAndDoesNotJudgeByThem() {
    EstateBuilder world =
        EstateBuilder.allIsWell()
            .measured(Live.server().id(), "storage_percent", 99, Unit.PERCENT)
            .after(Duration.ofMinutes(6));

    ComponentStatus database = component(judged(world), "database");

    assertThat(fact(database, "storagePercent").stale()).isTrue();
    assertThat(database.health()).isEqualTo(Health.NORMAL);
  }

  @Test
  void saysThatAServerHasNotAnsweredInTime() {
    EstateBuilder world =
        EstateBuilder.allIsWell()
            .measured(Live.server().id(), "pg.alive", 1)
            .after(Duration.ofMinutes(3));

    ComponentStatus database = component(judged(world), "database");

    assertThat(database.health()).isEqualTo(Health.UNKNOWN);
    assertThat(database.reasons().getFirst().toString()).contains("180 s");
  }

  @Test
  void givesScriptsTheFactsOfAService() {
    ComponentStatus status = component(judged(EstateBuilder.allIsWell()), "user-service");

    assertThat(status.facts())
        .containsKeys(
            "replicas",
            "readyReplicas",
            "hpaMin",
            "hpaMax",
            "hpaCurrent",
            "hpaDesired",
            "cpuUtilization",
            "cpuUtilizationTarget",
            "image",
            "revision",
            "restarts");
    assertThat(fact(status, "hpaMax").value()).isEqualTo(10);
    assertThat(fact(status, "cpuUtilization").unit()).isEqualTo("%");
    assertThat(fact(status, "cpuUtilization").source()).isEqualTo("kubernetes");
  }

  @Test
  void tellsTheLagThatCountsFromTheLagThatThePlatformCounts() {
    ComponentStatus replica =
        component(
            judged(
                EstateBuilder.allIsWell()
                    .measured(replica(), "physical_replication_delay_in_seconds", 6_000)
                    .measured(replica(), "physical_replication_delay_in_bytes", 0)),
            "database-replica-1");

    assertThat(fact(replica, "replicationLagSeconds").value()).isEqualTo(6_000L);
    assertThat(fact(replica, "replicationLagBytes").value()).isEqualTo(0L);
    assertThat(fact(replica, "effectiveReplicationLagSeconds").value()).isEqualTo(0L);
  }

  @Test
  void readsTheStandbysLagFromWhatStreamsAndIsNoReplica() {
    ComponentStatus standby =
        component(
            judged(
                EstateBuilder.allIsWell()
                    .measured(
                        Live.server().id(),
                        "pg.receiver_lag_bytes{receiver=psql-tripgen-replica-1}",
                        9_999)
                    .measured(Live.server().id(), "pg.receiver_lag_bytes{receiver=standby}", 42)
                    .measured(Live.server().id(), "pg.receiver_lag_seconds{receiver=standby}", 1)
                    .measured(Live.server().id(), "pg.synchronous_standbys", 1)),
            "database-standby");

    assertThat(fact(standby, "replicationLagBytes").value()).isEqualTo(42L);
    assertThat(fact(standby, "syncState").value()).isEqualTo("sync");
  }

  @Test
  void addsUpHitsAndMissesOfTheLastMinutesOnly() {
    EstateBuilder world = EstateBuilder.allIsWell();
    count(world, 0, 100);
    world.after(Duration.ofMinutes(10));
    count(world, 990, 10);
    world.after(Duration.ofMinutes(1));
    count(world, 970, 30);

    ComponentStatus cache = component(judged(world), "redis");

    assertThat(fact(cache, "hitRatio").value()).isEqualTo(0.98);
    assertThat(fact(cache, "hitRatioTarget").value()).isEqualTo(0.95);
  }

  @Test
  void ratesTheWholeByWhatIsObserved() {
    List<ComponentStatus> statuses = judged(EstateBuilder.allIsWell());

    assertThat(component(statuses, "key-vault").health()).isEqualTo(Health.UNKNOWN);
    assertThat(ComponentHealth.overall(statuses)).isEqualTo(Health.NORMAL);
    assertThat(ComponentHealth.overall(List.of())).isEqualTo(Health.UNKNOWN);
  }

  @Test
  void judgesWhatItDiscoversByTheSameRules() {
    EstateBuilder world =
        EstateBuilder.allIsWell()
            .but(Live.deployment("user-service", 3, 2))
            .but(Live.pod("user-service", 1, false, "CrashLoopBackOff"));

    List<ComponentStatus> statuses =
        ComponentHealth.judge(Optional.empty(), world.estate(), world.history());

    assertThat(component(statuses, TripGen.NAMESPACE + "/user-service").health())
        .isEqualTo(Health.DEGRADED);
    assertThat(component(statuses, "psql-tripgen-prod").health()).isEqualTo(Health.NORMAL);
    assertThat(component(statuses, "cluster").health()).isEqualTo(Health.NORMAL);
    assertThat(component(statuses, "pool-apppool").health()).isEqualTo(Health.NORMAL);
  }

  @Test
  void doesNotTakeAMissingNodeForAbsentWhereNodesMayNotBeSeen() {
    EstateBuilder world = EstateBuilder.allIsWell();
    for (int i = 1; i <= 3; i++) {
      world.without(Live.node("node-" + i, "koreacentral-" + i, true));
    }
    assertThat(component(judged(world), "aks").health()).isEqualTo(Health.CRITICAL);

    world.limited(Sources.KUBERNETES, "Nodes cannot be seen. Your role lacks the verb list.");

    assertThat(component(judged(world), "aks").health()).isEqualTo(Health.UNKNOWN);
    assertThat(component(judged(world), "aks").reasons().getFirst().toString())
        .contains("verb list");
    assertThat(component(judged(world), "user-service").health()).isEqualTo(Health.NORMAL);
  }

  @Test
  void aDiscoveredClusterWhoseNodesMayNotBeSeenIsUnknownAndSaysWhy() {
    EstateBuilder world = EstateBuilder.allIsWell();
    for (int i = 1; i <= 3; i++) {
      world.without(Live.node("node-" + i, "koreacentral-" + i, true));
    }
    assertThat(discovered(world).health()).isEqualTo(Health.UNKNOWN);
    assertThat(discovered(world).reasons())
        .containsExactly(Sentence.of("operations.cluster.nodes-unseen"));

    world.limited(Sources.KUBERNETES, "Nodes cannot be seen. Your role lacks the verb list.");

    assertThat(discovered(world).health()).isEqualTo(Health.UNKNOWN);
    assertThat(discovered(world).reasons().getFirst().toString()).contains("verb list");
  }

  @Test
  void whatANodeLeavesEmptyIsNoFact() {
    EstateBuilder world = EstateBuilder.allIsWell();
    assertThat(discovered(world).facts()).containsKey("version");
    for (int i = 1; i <= 3; i++) {
      world.but(With.with(Live.node("node-" + i, "koreacentral-" + i, true), "kubeletVersion", ""));
    }
    assertThat(discovered(world).facts()).doesNotContainKey("version");
  }

  private static ComponentStatus discovered(EstateBuilder world) {
    return component(
        ComponentHealth.judge(Optional.empty(), world.estate(), world.history()), "cluster");
  }

  @Test
  void showsARolloutThatIsStuck() {
    Deployment stuck = Live.deployment("user-service", 3, 3);
    EstateBuilder world =
        EstateBuilder.allIsWell()
            .but(
                new Deployment(
                    stuck.id(),
                    stuck.namespace(),
                    stuck.name(),
                    stuck.labels(),
                    3,
                    3,
                    1,
                    3,
                    3,
                    3,
                    false,
                    stuck.images(),
                    3,
                    stuck.revisions(),
                    Optional.of("ReplicaSet has timed out progressing")));

    ComponentStatus status = component(judged(world), "user-service");

    assertThat(status.health()).isEqualTo(Health.DEGRADED);
    assertThat(status.reasons().getFirst().toString()).contains("timed out progressing");
  }

  private static void count(EstateBuilder world, double hits, double misses) {
    world.measured(Live.cache().id(), "cachehits", hits, Unit.COUNT);
    world.measured(Live.cache().id(), "cachemisses", misses, Unit.COUNT);
  }

  private static ResourceId replica() {
    return Live.serverId("psql-tripgen-replica-1");
  }

  private static List<ComponentStatus> judged(EstateBuilder world) {
    return judged(world.estate(), world);
  }

  private static List<ComponentStatus> judged(Estate estate, EstateBuilder world) {
    return ComponentHealth.judge(
        Optional.of(TripGen.system().blueprint()), estate, world.history());
  }
}

package io.pilothouse.operations.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.operations.binding.Binder;
import io.pilothouse.operations.binding.Bindings;
import io.pilothouse.operations.health.ComponentHealth;
import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.topology.DiscoveredMap;
import io.pilothouse.operations.world.EstateBuilder;
import io.pilothouse.operations.world.Live;
import io.pilothouse.operations.world.TripGen;
import io.pilothouse.operations.world.With;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.diagnosis.Cause;
import io.pilothouse.sharedmodel.estate.LabelSelector;
import io.pilothouse.sharedmodel.estate.Pod;
import io.pilothouse.sharedmodel.estate.PodTemplate;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.StatefulSet;
import io.pilothouse.sharedmodel.stream.ComponentStatus;
import io.pilothouse.sharedmodel.stream.Health;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A database that the document puts into a pod, where it runs as a StatefulSet. */
class StatefulWorkloadTest {
  private static final String NAME = "postgresql";
  private final Blueprint blueprint = inAPod(TripGen.system().blueprint());

  @Test
  void isBoundByItsName() {
    Bindings bindings = new Binder(blueprint).bind(world(1).estate().snapshot());

    assertThat(bindings.of(database())).contains(set(1).id());
  }

  @Test
  void isAsHealthyAsItsPods() {
    ComponentStatus well = status(world(1).estate());
    assertThat(well.health()).isEqualTo(Health.NORMAL);
    assertThat(well.bound()).contains(set(1).id(), pod(true).id());

    assertThat(status(world(0).estate()).health()).isEqualTo(Health.CRITICAL);
  }

  @Test
  void isTheCauseWhenNoneOfItsPodsIsReady() {
    EstateBuilder world = world(0);
    List<ComponentStatus> statuses =
        ComponentHealth.judge(Optional.of(blueprint), world.estate(), world.history());

    List<Cause> causes =
        Diagnosis.of(Optional.of(blueprint), world.estate(), world.history(), statuses, List.of());

    assertThat(causes.getFirst().kind()).isEqualTo("primary-down");
    assertThat(causes.getFirst().component()).isEqualTo(database());
  }

  @Test
  void isFoundWhereThereIsNoDocument() {
    Estate estate = world(1).estate();
    String id = DiscoveredMap.deploymentId(set(1));

    assertThat(DiscoveredMap.of("here", estate.snapshot()).items())
        .anyMatch(item -> item.id().equals(id));
    assertThat(ComponentHealth.judge(Optional.empty(), estate, world(1).history()))
        .filteredOn(c -> c.id().equals(id))
        .singleElement()
        .satisfies(c -> assertThat(c.health()).isEqualTo(Health.NORMAL));
  }

  private ComponentStatus status(Estate estate) {
    return ComponentHealth.judge(Optional.of(blueprint), estate, world(1).history()).stream()
        .filter(c -> c.id().equals(database()))
        .findFirst()
        .orElseThrow();
  }

  private String database() {
    return blueprint.databaseServers().getFirst().id();
  }

  private static EstateBuilder world(int ready) {
    return EstateBuilder.allIsWell().but(set(ready)).but(pod(ready > 0));
  }

  private static Blueprint inAPod(Blueprint blueprint) {
    DatabaseServer server = blueprint.databaseServers().getFirst();
    return With.with(
        blueprint,
        "databaseServers",
        List.of(
            With.with(With.with(server, "deployment", Optional.of(NAME)), "replicas", List.of())));
  }

  private static Pod pod(boolean ready) {
    return With.with(
        With.with(
            Live.pod(NAME, 0, ready, ready ? new String[0] : new String[] {"CrashLoopBackOff"}),
            "deployment",
            Optional.of(NAME)),
        "replicaSet",
        Optional.of(NAME + "-1"));
  }

  private static StatefulSet set(int ready) {
    return new StatefulSet(
        ResourceId.kubernetes("statefulset", TripGen.NAMESPACE, NAME),
        TripGen.NAMESPACE,
        NAME,
        Map.of("app", NAME),
        1,
        ready,
        1,
        ready,
        1,
        1,
        List.of("postgres:15"),
        1,
        List.of(Live.revision(1, true)),
        Optional.of(NAME),
        LabelSelector.of(Map.of("app", NAME)),
        PodTemplate.UNKNOWN,
        List.of());
  }
}

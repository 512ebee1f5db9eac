package io.pilothouse.operations.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.operations.world.EstateBuilder;
import io.pilothouse.operations.world.TripGen;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.stream.SystemMap;
import org.junit.jupiter.api.Test;

class DiscoveredMapTest {
  @Test
  void drawsNamespacesDeploymentsAndPools() {
    SystemMap map = DiscoveredMap.of("kind", EstateBuilder.allIsWell().snapshot());

    assertThat(map.discovered()).isTrue();
    assertThat(map.containers())
        .extracting(SystemMap.Container::id)
        .contains("cluster", "namespace-" + TripGen.NAMESPACE, "pool-apppool");
    assertThat(map.items())
        .extracting(SystemMap.Item::id)
        .contains(TripGen.NAMESPACE + "/user-service", "psql-tripgen-prod", "redis-tripgen-prod");
    assertThat(map.edges())
        .extracting(e -> e.from() + " → " + e.to())
        .contains("psql-tripgen-prod → psql-tripgen-replica-1");
  }

  @Test
  void drawsTheClusterBeforeAnythingIsKnown() {
    SystemMap map = DiscoveredMap.of("kind", Snapshot.empty());

    assertThat(map.containers()).extracting(SystemMap.Container::kind).containsExactly("cluster");
    assertThat(map.items()).isEmpty();
  }
}

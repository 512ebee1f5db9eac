package io.pilothouse.operations.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.operations.world.TripGen;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BlueprintMapTest {
  private final SystemMap map = BlueprintMap.of(TripGen.system().blueprint());
  private final Map<String, SystemMap.Container> containers =
      map.containers().stream()
          .collect(Collectors.toMap(SystemMap.Container::id, Function.identity()));
  private final Map<String, SystemMap.Item> items =
      map.items().stream().collect(Collectors.toMap(SystemMap.Item::id, Function.identity()));

  @Test
  void nestsRegionNetworkSubnetClusterAndPool() {
    assertThat(path("user-service"))
        .containsExactly(
            "application-pool", "aks", "application-subnet", "vnet", "region-koreacentral");
  }

  @Test
  void placesEachReplicaInItsOwnRegion() {
    assertThat(path("database-replica-1")).containsExactly("region-koreasouth");
    assertThat(path("database-replica-2")).contains("database-subnet", "region-koreacentral");
  }

  @Test
  void drawsTheStandbyAsAnItemOfItsOwn() {
    SystemMap.Item standby = item("database-standby");

    assertThat(standby.kind()).isEqualTo("database-standby");
    assertThat(standby.detail().map(Sentence::toString)).contains("ZoneRedundant · zone 2");
    assertThat(edge("database", "database-standby").type()).isEqualTo("replication");
  }

  @Test
  void leadsAnEdgeToAPrivateEndpointToWhatStandsBehindIt() {
    assertThat(edge("user-service", "redis").type()).isEqualTo("cache");
  }

  @Test
  void leadsAnEdgeToTheClusterToTheServicesInIt() {
    assertThat(edge("front-door", "user-service").type()).isEqualTo("request");
    assertThat(edge("front-door", "location-service").type()).isEqualTo("request");
  }

  @Test
  void drawsNoEdgeTwice() {
    assertThat(map.edges())
        .extracting(e -> e.from() + " " + e.to() + " " + e.type())
        .doesNotHaveDuplicates();
  }

  @Test
  void connectsOnlyWhatIsDrawn() {
    assertThat(map.edges()).allMatch(e -> items.containsKey(e.from()) && items.containsKey(e.to()));
    assertThat(
            Stream.concat(
                map.containers().stream().flatMap(c -> c.parent().stream()),
                map.items().stream().flatMap(i -> i.parent().stream())))
        .allMatch(containers::containsKey);
  }

  @Test
  void showsRangesAndZonesAsDetail() {
    assertThat(item("user-service").detail().map(Sentence::toString)).contains("HPA 3–10");
    assertThat(container("application-pool").detail().map(Sentence::toString))
        .contains("Standard_D4s_v3 × 3–10 · zones 1, 2, 3");
  }

  private List<String> path(String item) {
    return Stream.iterate(
            item(item).parent(), p -> p.isPresent(), p -> container(p.orElseThrow()).parent())
        .map(p -> p.orElseThrow())
        .toList();
  }

  private SystemMap.Item item(String id) {
    SystemMap.Item item = items.get(id);
    if (item == null) {
      throw new AssertionError("no item " + id + " in " + items.keySet());
    }
    return item;
  }

  private SystemMap.Container container(String id) {
    SystemMap.Container container = containers.get(id);
    if (container == null) {
      throw new AssertionError("no container " + id + " in " + containers.keySet());
    }
    return container;
  }

  private SystemMap.Edge edge(String from, String to) {
    return map.edges().stream()
        .filter(e -> e.from().equals(from) && e.to().equals(to))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no edge " + from + " → " + to));
  }
}

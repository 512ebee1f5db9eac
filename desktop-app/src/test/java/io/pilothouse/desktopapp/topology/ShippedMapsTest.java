package io.pilothouse.desktopapp.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.operations.topology.BlueprintMap;
import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every system that ships can be drawn. */
class ShippedMapsTest {
  static Stream<String> keys() {
    return ShippedSystems.keys().stream();
  }

  private static SystemMap map(String key) {
    return BlueprintMap.of(ShippedSystems.load(key).orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everythingStandsInAContainerThatIsDrawnAndEveryEdgeEnds(String key) {
    SystemMap map = map(key);
    Set<String> containers =
        map.containers().stream().map(SystemMap.Container::id).collect(Collectors.toSet());
    Set<String> items = map.items().stream().map(SystemMap.Item::id).collect(Collectors.toSet());
    assertThat(new HashSet<>(items)).doesNotContainAnyElementsOf(containers);
    assertThat(map.items())
        .isNotEmpty()
        .allSatisfy(
            i -> assertThat(i.parent().map(containers::contains)).isNotEqualTo(Optional.of(false)));
    assertThat(map.edges())
        .isNotEmpty()
        .allSatisfy(e -> assertThat(items).contains(e.from(), e.to()));
  }

  @Test
  void podsOfDataServicesStandInTheCluster() {
    assertThat(map("phonebill-dev").items())
        .filteredOn(i -> Set.of("postgresql", "redis", "ingress-controller").contains(i.id()))
        .hasSize(3)
        .allSatisfy(i -> assertThat(i.parent()).contains("aks"));
    assertThat(map("healthsync-prod").items())
        .filteredOn(i -> i.id().equals("service-mesh"))
        .singleElement()
        .satisfies(i -> assertThat(i.parent()).contains("aks"));
  }

  @Test
  void callersOfAPrivateEndpointReachWhatStandsBehindIt() {
    assertThat(map("kt-event-marketing-prod").edges())
        .anyMatch(e -> e.from().equals("user-service") && e.to().equals("user-db"));
  }
}

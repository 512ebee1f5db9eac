package io.pilothouse.desktopapp.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.operations.topology.BlueprintMap;
import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.elk.core.options.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MapLayouterTest {
  private static final SystemMap MAP =
      BlueprintMap.of(ShippedSystems.load("tripgen-prod").orElseThrow());

  @ParameterizedTest
  @EnumSource(names = {"DOWN", "RIGHT"})
  void everythingStandsInsideItsContainerBelowTheTitle(Direction direction) {
    MapLayout layout = MapLayouter.layout(MAP, TopologyViewModel.sizes(MAP), direction);
    for (SystemMap.Item item : MAP.items()) {
      MapLayout.Box box = box(layout, item.id());
      item.parent().ifPresent(parent -> assertInside(item.id(), box, box(layout, parent)));
    }
    for (SystemMap.Container container : MAP.containers()) {
      MapLayout.Box box = box(layout, container.id());
      container
          .parent()
          .ifPresent(parent -> assertInside(container.id(), box, box(layout, parent)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DOWN", "RIGHT"})
  void noTwoItemsOverlap(Direction direction) {
    MapLayout layout = MapLayouter.layout(MAP, TopologyViewModel.sizes(MAP), direction);
    List<SystemMap.Item> items = MAP.items();
    for (int i = 0; i < items.size(); i++) {
      for (int j = i + 1; j < items.size(); j++) {
        MapLayout.Box a = box(layout, items.get(i).id());
        MapLayout.Box b = box(layout, items.get(j).id());
        boolean apart =
            a.x() + a.width() <= b.x()
                || b.x() + b.width() <= a.x()
                || a.y() + a.height() <= b.y()
                || b.y() + b.height() <= a.y();
        assertThat(apart).as(items.get(i).id() + " and " + items.get(j).id()).isTrue();
      }
    }
  }

  @Test
  void everyShapingEdgeIsDrawnOnceAndNoOther() {
    MapLayout layout = MapLayouter.layout(MAP, TopologyViewModel.sizes(MAP), 1200, 750);
    List<SystemMap.Edge> drawn = layout.routes().stream().flatMap(r -> r.edges().stream()).toList();
    assertThat(drawn)
        .containsExactlyInAnyOrderElementsOf(
            MAP.edges().stream().filter(e -> MapLayouter.SHAPING.contains(e.type())).toList());
  }

  @Test
  void whatEveryServiceOfAPoolDoesIsOneLineFromThePool() {
    List<Bundle> bundles = Bundle.of(MAP, Map.of());
    assertThat(bundles)
        .filteredOn(b -> b.to().equals("redis-cache"))
        .singleElement()
        .satisfies(b -> {
          assertThat(b.from()).isEqualTo("application-pool");
          assertThat(b.edges()).hasSize(4);
        });
  }

  @Test
  void anItemWhoseContainerIsUnknownStandsOutside() {
    var map =
        new SystemMap(
            "s",
            "s",
            true,
            List.of(),
            List.of(
                new SystemMap.Item("a", "service", "a", Optional.empty(), Optional.of("nowhere")),
                new SystemMap.Item("b", "service", "b", Optional.empty(), Optional.empty())),
            List.of(new SystemMap.Edge("a", "b", "request", Optional.empty())));
    MapLayout layout = MapLayouter.layout(map, Map.of(), 800, 600);
    assertThat(layout.boxes()).containsOnlyKeys("a", "b");
    assertThat(layout.routes()).hasSize(1);
  }

  private static void assertInside(String id, MapLayout.Box inner, MapLayout.Box outer) {
    assertThat(inner.x()).as(id + " left").isGreaterThanOrEqualTo(outer.x());
    assertThat(inner.y()).as(id + " below the title").isGreaterThanOrEqualTo(outer.y() + 30);
    assertThat(inner.x() + inner.width())
        .as(id + " right")
        .isLessThanOrEqualTo(outer.x() + outer.width() + 0.5);
    assertThat(inner.y() + inner.height())
        .as(id + " bottom")
        .isLessThanOrEqualTo(outer.y() + outer.height() + 0.5);
  }

  private static MapLayout.Box box(MapLayout layout, String id) {
    return java.util.Objects.requireNonNull(layout.boxes().get(id), () -> id + " has no place");
  }
}

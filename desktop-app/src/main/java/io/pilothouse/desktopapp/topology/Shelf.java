package io.pilothouse.desktopapp.topology;

import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Items that stand together in a grid instead of each on its own: those of one container that no
 * shaping edge touches, and the many ends of one fan, such as the queues of a broker. Laid out
 * singly they would take most of the picture and say nothing by their place.
 *
 * @param parent container of all of them
 * @param fan whether edges lead to them; the shelf is then drawn as one target
 */
record Shelf(String id, Optional<String> parent, List<SystemMap.Item> items, boolean fan) {
  private static final double GAP = 10;
  private static final double INSIDE = 10;
  private static final int LONE_COLUMN = 8;

  Shelf {
    items = List.copyOf(items);
  }

  /** The shelves of a map. */
  static List<Shelf> of(SystemMap map) {
    Map<String, List<SystemMap.Item>> groups = new LinkedHashMap<>();
    for (SystemMap.Item item : map.items()) {
      group(map, item)
          .ifPresent(g -> groups.computeIfAbsent(g, fresh -> new ArrayList<>()).add(item));
    }
    List<Shelf> shelves = new ArrayList<>();
    groups.forEach((id, items) -> {
      boolean fan = id.startsWith("fan:");
      if (items.size() >= (fan ? 3 : 2)) {
        shelves.add(new Shelf(id, items.getFirst().parent(), items, fan));
      }
    });
    return shelves;
  }

  /** The group that an item may stand in. */
  private static Optional<String> group(SystemMap map, SystemMap.Item item) {
    List<SystemMap.Edge> touching =
        map.edges().stream()
            .filter(e -> MapLayouter.SHAPING.contains(e.type()))
            .filter(e -> e.from().equals(item.id()) || e.to().equals(item.id()))
            .toList();
    String parent = item.parent().orElse("");
    if (touching.isEmpty()) {
      return Optional.of("lone:" + parent);
    }
    boolean end = touching.size() == 1 && touching.getFirst().to().equals(item.id());
    boolean small = !item.kind().startsWith("database") && !item.kind().equals("service");
    return end && small
        ? Optional.of("fan:" + touching.getFirst().from() + ":" + parent)
        : Optional.empty();
  }

  /** A fan is a row below what leads to it, or a column beside it. */
  private int columns(boolean wide) {
    return fan
        ? (wide ? Math.min(items.size(), 4) : 1)
        : (items.size() + LONE_COLUMN - 1) / LONE_COLUMN;
  }

  private double padding() {
    return fan ? INSIDE : 0;
  }

  private double cellWidth(Map<String, MapLayouter.Size> sizes) {
    return items.stream().mapToDouble(i -> size(i, sizes).width()).max().orElse(0);
  }

  private double cellHeight(Map<String, MapLayouter.Size> sizes) {
    return items.stream().mapToDouble(i -> size(i, sizes).height()).max().orElse(0);
  }

  MapLayouter.Size size(Map<String, MapLayouter.Size> sizes, boolean wide) {
    int columns = columns(wide);
    int rows = (items.size() + columns - 1) / columns;
    return new MapLayouter.Size(
        columns * (cellWidth(sizes) + GAP) - GAP + 2 * padding(),
        rows * (cellHeight(sizes) + GAP) - GAP + 2 * padding());
  }

  /** Where each item stands when the shelf stands there. */
  Map<String, MapLayout.Box> boxes(
      MapLayout.Box at, Map<String, MapLayouter.Size> sizes, boolean wide) {
    int columns = columns(wide);
    Map<String, MapLayout.Box> boxes = new LinkedHashMap<>();
    double width = cellWidth(sizes);
    double height = cellHeight(sizes);
    for (int i = 0; i < items.size(); i++) {
      boxes.put(
          items.get(i).id(),
          new MapLayout.Box(
              at.x() + padding() + i % columns * (width + GAP),
              at.y() + padding() + i / columns * (height + GAP),
              width,
              height));
    }
    return boxes;
  }

  private static MapLayouter.Size size(SystemMap.Item item, Map<String, MapLayouter.Size> sizes) {
    return sizes.getOrDefault(item.id(), MapLayouter.UNKNOWN);
  }
}

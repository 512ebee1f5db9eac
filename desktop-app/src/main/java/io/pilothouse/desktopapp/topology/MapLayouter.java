package io.pilothouse.desktopapp.topology;

import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Lays a map out in layers, containers around what they hold. Pure; takes tens of milliseconds, the
 * first time some hundred: not for the toolkit's thread.
 *
 * <p>Only edges that carry the system's own work shape the picture. Those that watch, deliver or
 * fetch secrets touch nearly every component: laid out with the rest they would bury it, so they
 * are drawn for what is selected only.
 */
public final class MapLayouter {
  /** Types of edges that shape the picture. */
  static final Set<String> SHAPING = Set.of("request", "data", "cache", "message", "replication");

  /** For an item whose size nobody gave. */
  static final Size UNKNOWN = new Size(160, 52);

  /** Room that an item needs, in pixels. */
  public record Size(double width, double height) {}

  static {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new CoreOptions(), new LayeredMetaDataProvider());
  }

  private final SystemMap map;
  private final Map<String, Size> sizes;
  private final Direction direction;
  private final boolean wide;
  private final List<Shelf> shelves;
  private final ElkNode root = ElkGraphUtil.createGraph();

  /** By the id of a container, an item or a shelf. */
  private final Map<String, ElkNode> nodes = new LinkedHashMap<>();

  private final Map<ElkEdge, List<SystemMap.Edge>> edges = new LinkedHashMap<>();

  private MapLayouter(SystemMap map, Map<String, Size> sizes, Direction direction) {
    this.map = map;
    this.sizes = sizes;
    this.direction = direction;
    this.wide = direction == Direction.DOWN;
    this.shelves = Shelf.of(map);
  }

  /** The layout that is drawn largest in a window of that size, downwards or to the right. */
  public static MapLayout layout(SystemMap map, Map<String, Size> sizes, double w, double h) {
    MapLayout down = layout(map, sizes, Direction.DOWN);
    MapLayout right = layout(map, sizes, Direction.RIGHT);
    return right.fit(w, h) > down.fit(w, h) ? right : down;
  }

  static MapLayout layout(SystemMap map, Map<String, Size> sizes, Direction direction) {
    var layouter = new MapLayouter(map, sizes, direction);
    layouter.build();
    new RecursiveGraphLayoutEngine().layout(layouter.root, new BasicProgressMonitor());
    return layouter.result();
  }

  private void build() {
    LayoutOptions.onGraph(root, direction);
    List<SystemMap.Container> left = new ArrayList<>(map.containers());
    while (!left.isEmpty()) {
      int before = left.size();
      left.removeIf(this::placed);
      if (left.size() == before) {
        throw new IllegalArgumentException("containers hold each other: " + left);
      }
    }
    Map<String, String> shelved = new LinkedHashMap<>();
    for (Shelf shelf : shelves) {
      node(shelf.id(), shelf.parent(), shelf.size(sizes, wide));
      shelf.items().forEach(i -> shelved.put(i.id(), shelf.id()));
    }
    for (SystemMap.Item item : map.items()) {
      if (!shelved.containsKey(item.id())) {
        node(item.id(), item.parent(), sizes.getOrDefault(item.id(), UNKNOWN));
      }
    }
    connect(shelved);
  }

  private boolean placed(SystemMap.Container container) {
    Optional<ElkNode> holder = holder(container.parent());
    holder.ifPresent(h -> {
      ElkNode node = ElkGraphUtil.createNode(h);
      boolean empty = isEmpty(container.id());
      LayoutOptions.onContainer(node, container, direction, empty);
      nodes.put(container.id(), node);
    });
    return holder.isPresent();
  }

  private boolean isEmpty(String container) {
    return map.items().stream().noneMatch(i -> i.parent().filter(container::equals).isPresent())
        && map.containers().stream()
            .noneMatch(c -> c.parent().filter(container::equals).isPresent());
  }

  private void node(String id, Optional<String> parent, Size size) {
    holder(parent)
        .ifPresent(h -> {
          ElkNode node = ElkGraphUtil.createNode(h);
          node.setDimensions(size.width(), size.height());
          nodes.put(id, node);
        });
  }

  /** The node of a container; the whole where it has none; absent where it is not placed yet. */
  private Optional<ElkNode> holder(Optional<String> parent) {
    boolean known =
        parent.filter(p -> map.containers().stream().anyMatch(c -> c.id().equals(p))).isPresent();
    return known ? parent.map(nodes::get) : Optional.of(root);
  }

  private void connect(Map<String, String> shelved) {
    for (Bundle bundle : Bundle.of(map, shelved)) {
      ElkNode source = nodes.get(bundle.from());
      ElkNode target = nodes.get(bundle.to());
      if (source != null && target != null && !source.equals(target)) {
        edges.put(ElkGraphUtil.createSimpleEdge(source, target), bundle.edges());
      }
    }
  }

  private MapLayout result() {
    Map<String, MapLayout.Box> boxes = new LinkedHashMap<>();
    nodes.forEach((id, node) -> {
      MapLayout.Point corner = origin(node);
      boxes.put(id, new MapLayout.Box(corner.x(), corner.y(), node.getWidth(), node.getHeight()));
    });
    List<MapLayout.Box> fans = new ArrayList<>();
    for (Shelf shelf : shelves) {
      Optional.ofNullable(boxes.remove(shelf.id()))
          .ifPresent(at -> {
            boxes.putAll(shelf.boxes(at, sizes, wide));
            if (shelf.fan()) {
              fans.add(at);
            }
          });
    }
    List<MapLayout.Route> routes = new ArrayList<>();
    edges.forEach((line, meant) ->
        line.getSections().forEach(s -> routes.add(route(meant, s, origin(line)))));
    return new MapLayout(boxes, fans, routes, root.getWidth(), root.getHeight());
  }

  private static MapLayout.Route route(
      List<SystemMap.Edge> meant, ElkEdgeSection section, MapLayout.Point offset) {
    List<MapLayout.Point> points = new ArrayList<>();
    points.add(
        new MapLayout.Point(offset.x() + section.getStartX(), offset.y() + section.getStartY()));
    section
        .getBendPoints()
        .forEach(
            b -> points.add(new MapLayout.Point(offset.x() + b.getX(), offset.y() + b.getY())));
    points.add(new MapLayout.Point(offset.x() + section.getEndX(), offset.y() + section.getEndY()));
    return new MapLayout.Route(meant, points);
  }

  private static MapLayout.Point origin(ElkEdge edge) {
    return origin(edge.getContainingNode());
  }

  /** Top left corner of a node in the coordinates of the whole. */
  private static MapLayout.Point origin(ElkNode node) {
    double x = 0;
    double y = 0;
    for (ElkNode each = node; each.getParent() != null; each = each.getParent()) {
      x += each.getX();
      y += each.getY();
    }
    return new MapLayout.Point(x, y);
  }
}

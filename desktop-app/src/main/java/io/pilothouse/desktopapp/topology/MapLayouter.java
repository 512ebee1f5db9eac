package io.pilothouse.desktopapp.topology;

import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.SizeConstraint;
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
  static final Set<String> SHAPING =
      Set.of("request", "data", "cache", "message", "replication");

  private static final double TITLE = 40;
  private static final double INSIDE = 16;

  /** Room that an item needs. */
  public record Size(double width, double height) {}

  static {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new CoreOptions(), new LayeredMetaDataProvider());
  }

  private MapLayouter() {}

  /** The layout that is drawn largest in a window of that size, downwards or to the right. */
  public static MapLayout layout(SystemMap map, Map<String, Size> sizes, double w, double h) {
    MapLayout down = layout(map, sizes, Direction.DOWN);
    MapLayout right = layout(map, sizes, Direction.RIGHT);
    System.err.println(down.width()+"x"+down.height()+" "+right.width()+"x"+right.height());
    if (System.getenv("DOWN") != null) return down;
    return right.fit(w, h) > down.fit(w, h) ? right : down;
  }

  static MapLayout layout(SystemMap map, Map<String, Size> sizes, Direction direction) {
    ElkNode root = ElkGraphUtil.createGraph();
    options(root, direction);
    Map<String, ElkNode> nodes = new LinkedHashMap<>();
    List<SystemMap.Container> left = new ArrayList<>(map.containers());
    while (!left.isEmpty()) {
      int before = left.size();
      left.removeIf(c -> place(c.id(), c.parent(), map, root, nodes).isPresent());
      if (left.size() == before) {
        throw new IllegalArgumentException("containers hold each other: " + left);
      }
    }
    for (SystemMap.Container container : map.containers()) {
      frame(nodes, container, direction);
    }
    for (SystemMap.Item item : map.items()) {
      Size size = sizes.getOrDefault(item.id(), new Size(180, 60));
      place(item.id(), item.parent(), map, root, nodes)
          .ifPresent(node -> node.setDimensions(size.width(), size.height()));
    }
    Map<ElkEdge, SystemMap.Edge> edges = new LinkedHashMap<>();
    for (SystemMap.Edge edge : map.edges()) {
      ElkNode from = nodes.get(edge.from());
      ElkNode to = nodes.get(edge.to());
      if (from != null && to != null && from != to && SHAPING.contains(edge.type())) {
        edges.put(ElkGraphUtil.createSimpleEdge(from, to), edge);
      }
    }
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    return result(root, nodes, edges);
  }

  private static Optional<ElkNode> place(
      String id, Optional<String> parent, SystemMap map, ElkNode root, Map<String, ElkNode> nodes) {
    boolean known = parent.isPresent() && map.containers().stream().anyMatch(c -> c.id().equals(parent.get()));
    Optional<ElkNode> holder =
        known ? Optional.ofNullable(nodes.get(parent.get())) : Optional.of(root);
    Optional<ElkNode> placed = holder.map(ElkGraphUtil::createNode);
    placed.ifPresent(node -> nodes.put(id, node));
    return placed;
  }

  private static void frame(
      Map<String, ElkNode> nodes, SystemMap.Container container, Direction direction) {
    ElkNode node = nodes.get(container.id());
    if (node != null) {
      options(node, direction);
      node.setProperty(CoreOptions.PADDING, new ElkPadding(TITLE, INSIDE, INSIDE, INSIDE));
      node.setProperty(CoreOptions.NODE_SIZE_CONSTRAINTS, EnumSet.of(SizeConstraint.MINIMUM_SIZE));
      node.setProperty(CoreOptions.NODE_SIZE_MINIMUM, minimum(titleWidth(container), direction));
    }
  }

  /** The mark, the name, the detail, and the count of nodes that a cluster or a pool shows. */
  private static double titleWidth(SystemMap.Container container) {
    boolean counts = container.kind().equals("cluster") || container.kind().equals("node-pool");
    return 36
        + TextWidth.of(container.name(), 13)
        + container.detail().map(d -> 8 + TextWidth.of(d, 12)).orElse(0.0)
        + (counts ? 100 : 0);
  }

  /** The layouter turns everything by a right angle to lay out downwards, but not this. */
  private static KVector minimum(double titleWidth, Direction direction) {
    double width = Math.max(170, titleWidth);
    return direction == Direction.DOWN ? new KVector(60, width) : new KVector(width, 60);
  }

  private static void options(ElkNode node, Direction direction) {
    node.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    node.setProperty(CoreOptions.DIRECTION, direction);
    node.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
    node.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    node.setProperty(LayeredOptions.MERGE_EDGES, true);
    node.setProperty(LayeredOptions.MERGE_HIERARCHY_EDGES, true);
    node.setProperty(
        LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
    node.setProperty(CoreOptions.SPACING_NODE_NODE, 18.0);
    node.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 34.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_NODE, 14.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 14.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 8.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 8.0);
  }

  private static MapLayout result(
      ElkNode root, Map<String, ElkNode> nodes, Map<ElkEdge, SystemMap.Edge> edges) {
    Map<String, MapLayout.Box> boxes = new LinkedHashMap<>();
    nodes.forEach(
        (id, node) -> {
          MapLayout.Point corner = origin(node);
          boxes.put(
              id, new MapLayout.Box(corner.x(), corner.y(), node.getWidth(), node.getHeight()));
        });
    List<MapLayout.Route> routes = new ArrayList<>();
    edges.forEach(
        (drawn, edge) -> {
          MapLayout.Point offset = origin(drawn.getContainingNode());
          for (ElkEdgeSection section : drawn.getSections()) {
            List<MapLayout.Point> points = new ArrayList<>();
            points.add(
                new MapLayout.Point(
                    offset.x() + section.getStartX(), offset.y() + section.getStartY()));
            section
                .getBendPoints()
                .forEach(
                    b -> points.add(new MapLayout.Point(offset.x() + b.getX(), offset.y() + b.getY())));
            points.add(
                new MapLayout.Point(
                    offset.x() + section.getEndX(), offset.y() + section.getEndY()));
            routes.add(new MapLayout.Route(edge, points));
          }
        });
    return new MapLayout(boxes, routes, root.getWidth(), root.getHeight());
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

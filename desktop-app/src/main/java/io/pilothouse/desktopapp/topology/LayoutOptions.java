package io.pilothouse.desktopapp.topology;

import io.pilothouse.sharedmodel.stream.SystemMap;
import java.util.EnumSet;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.SizeConstraint;
import org.eclipse.elk.graph.ElkNode;

/** How the layered algorithm is asked to lay out a map. */
final class LayoutOptions {
  /** Height of a container's title; with a second line where the detail is long. */
  private static final double TITLE = 34;

  private static final double TWO_LINES = 50;
  private static final double INSIDE = 12;

  private LayoutOptions() {}

  /** Whether a container's detail stands below its name instead of beside it. */
  static boolean twoLines(SystemMap.Container container) {
    return container.kind().equals("node-pool");
  }

  static void onContainer(
      ElkNode node, SystemMap.Container container, Direction direction, boolean empty) {
    onGraph(node, direction);
    double top = twoLines(container) ? TWO_LINES : TITLE;
    node.setProperty(CoreOptions.PADDING, new ElkPadding(top, INSIDE, INSIDE, INSIDE));
    node.setProperty(CoreOptions.NODE_SIZE_CONSTRAINTS, EnumSet.of(SizeConstraint.MINIMUM_SIZE));
    double width = Math.max(container.kind().equals("region") ? 300 : 150, titleWidth(container));
    double height = top + 8;
    if (empty) {
      node.setDimensions(width, height);
      node.setProperty(CoreOptions.NODE_SIZE_CONSTRAINTS, SizeConstraint.fixed());
      return;
    }
    // The layouter turns all by a right angle to lay out downwards, but not this.
    node.setProperty(
        CoreOptions.NODE_SIZE_MINIMUM,
        direction == Direction.DOWN ? new KVector(height, width) : new KVector(width, height));
  }

  static void onGraph(ElkNode node, Direction direction) {
    node.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    node.setProperty(CoreOptions.DIRECTION, direction);
    node.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
    node.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    node.setProperty(LayeredOptions.MERGE_EDGES, true);
    node.setProperty(LayeredOptions.MERGE_HIERARCHY_EDGES, true);
    node.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
    node.setProperty(CoreOptions.SPACING_NODE_NODE, 14.0);
    node.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 24.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_NODE, 12.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 12.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 8.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 8.0);
  }

  /** The mark, the name, the detail, and the count of nodes that a cluster or a pool shows. */
  private static double titleWidth(SystemMap.Container container) {
    boolean counts = container.kind().equals("cluster") || container.kind().equals("node-pool");
    double name = 44 + TextWidth.of(container.name(), 13) + (counts ? 84 : 0);
    double detail = container.detail().map(d -> TextWidth.of(d.toString(), 12)).orElse(0.0);
    return twoLines(container) ? Math.max(name, 28 + detail) : name + 8 + detail;
  }
}

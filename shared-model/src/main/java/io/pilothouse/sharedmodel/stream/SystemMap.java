package io.pilothouse.sharedmodel.stream;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.List;
import java.util.Optional;

/**
 * The drawing: nested containers, the components in them, and the edges that carry traffic. Made
 * from a blueprint or, without one, from what was discovered.
 */
public record SystemMap(
    String system,
    String title,
    boolean discovered,
    List<Container> containers,
    List<Item> items,
    List<Edge> edges) {
  public SystemMap {
    containers = List.copyOf(containers);
    items = List.copyOf(items);
    edges = List.copyOf(edges);
  }

  /**
   * A box that holds others. @param kind region, virtual-network, subnet, cluster, node-pool or
   * namespace; @param parent absent at the top; @param detail a second line such as an address
   * range
   */
  public record Container(
      String id, String kind, String name, Optional<Sentence> detail, Optional<String> parent) {}

  /** A component. @param detail a second line, such as a SKU or an HPA range */
  public record Item(
      String id, String kind, String name, Optional<Sentence> detail, Optional<String> parent) {}

  /** An edge between two items. @param type as in the blueprint, in lower case */
  public record Edge(String from, String to, String type, Optional<String> label) {}
}

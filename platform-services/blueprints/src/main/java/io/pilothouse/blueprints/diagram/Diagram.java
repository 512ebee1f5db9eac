package io.pilothouse.blueprints.diagram;

import io.pilothouse.blueprints.text.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a drawing shows: boxes in boxes, arrows between them, and remarks pinned to them. Labels are
 * lists of lines without markup.
 *
 * @param loose texts that belong to no box
 */
public record Diagram(
    Optional<String> title,
    List<Node> nodes,
    List<Group> groups,
    List<Edge> edges,
    List<Remark> remarks,
    List<Remark> loose) {
  public Diagram {
    nodes = List.copyOf(nodes);
    groups = List.copyOf(groups);
    edges = List.copyOf(edges);
    remarks = List.copyOf(remarks);
    loose = List.copyOf(loose);
  }

  /** A box that holds nothing. @param classes style classes and stereotypes @param group its box */
  public record Node(
      String id,
      List<String> label,
      String shape,
      Set<String> classes,
      Optional<String> group,
      Place place) {
    public Node {
      label = List.copyOf(label);
      classes = Set.copyOf(classes);
    }
  }

  /**
   * A box that holds others.
   *
   * @param kind as the language calls it, such as subgraph or package
   * @param classes style classes and stereotypes
   */
  public record Group(
      String id,
      List<String> label,
      String kind,
      Set<String> classes,
      Optional<String> parent,
      Place place) {
    public Group {
      label = List.copyOf(label);
      classes = Set.copyOf(classes);
    }
  }

  /**
   * An arrow between two boxes, by their ids.
   *
   * @param number the step that its label begins with, such as {@code 8a}
   * @param directed false for a plain line
   */
  public record Edge(
      String from,
      String to,
      List<String> label,
      Optional<String> number,
      Line line,
      boolean directed,
      Place place) {
    public Edge {
      label = List.copyOf(label);
    }
  }

  /** How an arrow is drawn. */
  public enum Line {
    SOLID,
    THICK,
    DOTTED,
    INVISIBLE
  }

  /** A note, by the id of the box that it is pinned to. */
  public record Remark(String target, List<String> text, Place place) {
    public Remark {
      text = List.copyOf(text);
    }
  }
}

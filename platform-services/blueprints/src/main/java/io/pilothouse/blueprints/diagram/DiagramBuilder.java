package io.pilothouse.blueprints.diagram;

import io.pilothouse.blueprints.diagram.Diagram.Edge;
import io.pilothouse.blueprints.diagram.Diagram.Group;
import io.pilothouse.blueprints.diagram.Diagram.Node;
import io.pilothouse.blueprints.diagram.Diagram.Remark;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.blueprints.text.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a drawing together while its text is read, and sees to it that boxes form a tree: a box that
 * would come to stand inside itself, or two with one id, are noted with their places.
 */
public final class DiagramBuilder {
  /** A drawing of more arrows than this is not one. */
  static final int MOST_EDGES = 100_000;

  static final int DEEPEST_GROUP = 100;

  private static final class OpenNode {
    final Place place;
    List<String> label;
    String shape = "";
    Optional<Place> defined = Optional.empty();
    final Set<String> classes = new LinkedHashSet<>();
    Optional<String> group = Optional.empty();

    OpenNode(String id, Place place) {
      this.place = place;
      this.label = List.of(id);
    }
  }

  private static final class OpenGroup {
    final String id;
    final List<String> label;
    final String kind;
    final Place place;
    final Set<String> classes = new LinkedHashSet<>();
    Optional<String> parent;
    final Map<String, Place> mentions = new LinkedHashMap<>();

    OpenGroup(String id, List<String> label, String kind, Optional<String> parent, Place place) {
      this.id = id;
      this.label = label;
      this.kind = kind;
      this.parent = parent;
      this.place = place;
    }
  }

  private final Notes notes;

  /** Whether a box belongs to the group that closes first, else to the one it is first seen in. */
  private final boolean claimedAtEnd;

  private final Map<String, OpenNode> nodes = new LinkedHashMap<>();
  private final Map<String, OpenGroup> groups = new LinkedHashMap<>();
  private final Deque<OpenGroup> open = new ArrayDeque<>();
  private final List<Edge> edges = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();
  private final List<Remark> loose = new ArrayList<>();
  private Optional<String> title = Optional.empty();

  public DiagramBuilder(Notes notes, boolean claimedAtEnd) {
    this.notes = notes;
    this.claimedAtEnd = claimedAtEnd;
  }

  public void title(String text) {
    title = Optional.of(text);
  }

  /** Begins a group inside the one that is open. Returns false where groups are too deep. */
  public boolean openGroup(String id, List<String> label, String kind, Place place) {
    if (open.size() >= DEEPEST_GROUP) {
      notes.add(
          Kind.ERROR, place, "groups deeper than " + DEEPEST_GROUP + "; this one is left out");
      return false;
    }
    String unique = id;
    OpenGroup first = groups.get(id);
    if (first != null) {
      notes.add(
          Kind.ERROR,
          place,
          "the id "
              + Notes.quote(id)
              + " is taken by the group at "
              + first.place
              + "; arrows lead to that one");
      for (int n = 2; groups.containsKey(unique); n++) {
        unique = id + "~" + n;
      }
    }
    var group =
        new OpenGroup(unique, label, kind, Optional.ofNullable(open.peek()).map(g -> g.id), place);
    groups.put(unique, group);
    open.push(group);
    return true;
  }

  /** Ends the innermost group; false if none is open. */
  public boolean closeGroup() {
    if (open.isEmpty()) {
      return false;
    }
    claim(open.pop());
    return true;
  }

  /** Says that a box is there, without saying more of it. */
  public void mention(String id, Place place) {
    OpenNode node = nodes.computeIfAbsent(id, i -> new OpenNode(i, place));
    OpenGroup group = open.peek();
    if (group != null) {
      group.mentions.putIfAbsent(id, place);
      if (!claimedAtEnd && node.group.isEmpty() && node.place.equals(place)) {
        node.group = Optional.of(group.id);
      }
    }
  }

  /** Gives a box its label; a second, different one replaces the first and is noted. */
  public void define(String id, List<String> label, String shape, Place place) {
    mention(id, place);
    OpenNode node = nodes.computeIfAbsent(id, i -> new OpenNode(i, place));
    if (node.defined.isPresent() && !node.label.equals(label)) {
      notes.add(
          Kind.CONTRADICTION,
          place,
          "the id "
              + Notes.quote(id)
              + " has two labels, the first at "
              + node.defined.get()
              + "; the later one stands, as in the drawing");
    }
    node.label = label.isEmpty() ? List.of(id) : label;
    node.shape = shape;
    node.defined = Optional.of(place);
  }

  public void classify(Collection<String> ids, String name) {
    for (String id : ids) {
      OpenNode node = nodes.get(id);
      if (node != null) {
        node.classes.add(name);
      }
      OpenGroup group = groups.get(id);
      if (group != null) {
        group.classes.add(name);
      }
    }
  }

  public boolean knows(String id) {
    return nodes.containsKey(id) || groups.containsKey(id);
  }

  /** The id that differs from this one in case alone, if there is exactly one. */
  public Optional<String> sameButCase(String id) {
    List<String> same =
        java.util.stream.Stream.concat(nodes.keySet().stream(), groups.keySet().stream())
            .filter(id::equalsIgnoreCase)
            .distinct()
            .toList();
    return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
  }

  public void edge(Edge edge) {
    if (edges.size() < MOST_EDGES) {
      edges.add(edge);
    } else if (edges.size() == MOST_EDGES) {
      edges.add(edge);
      notes.add(
          Kind.ERROR, edge.place(), "more than " + MOST_EDGES + " arrows; the rest is missing");
    }
  }

  public void remark(Remark remark) {
    remarks.add(remark);
  }

  public void looseText(Remark remark) {
    loose.add(remark);
  }

  /** The drawing; groups that are still open are closed and noted. */
  public Diagram build() {
    while (!open.isEmpty()) {
      notes.add(
          Kind.ERROR,
          open.element().place,
          "the group "
              + Notes.quote(String.join(" ", open.element().label))
              + " that begins here is not ended; it is taken to end with the document");
      claim(open.pop());
    }
    groups.values().forEach(this::adopt);
    var shownNodes =
        nodes.entrySet().stream()
            .filter(e -> !groups.containsKey(e.getKey()))
            .map(e ->
                new Node(
                    e.getKey(),
                    e.getValue().label,
                    e.getValue().shape,
                    e.getValue().classes,
                    e.getValue().group,
                    e.getValue().defined.orElse(e.getValue().place)))
            .toList();
    var shownGroups =
        groups.values().stream()
            .map(g -> new Group(g.id, g.label, g.kind, g.classes, g.parent, g.place))
            .toList();
    return new Diagram(title, shownNodes, shownGroups, edges, remarks, loose);
  }

  private void claim(OpenGroup group) {
    for (String id : group.mentions.keySet()) {
      OpenNode node = nodes.get(id);
      if (node != null && node.group.isEmpty()) {
        node.group = Optional.of(group.id);
      }
    }
  }

  /** A group that another one mentions by id stands inside that one. */
  private void adopt(OpenGroup parent) {
    parent.mentions.forEach((id, place) -> {
      OpenGroup child = groups.get(id);
      if (child == null || child.parent.equals(Optional.of(parent.id))) {
        return;
      }
      if (isInside(parent, child)) {
        if (child != parent) {
          notes.add(
              Kind.ERROR,
              place,
              "the group "
                  + Notes.quote(id)
                  + " cannot stand inside "
                  + Notes.quote(parent.id)
                  + ", which stands inside it; this is left out");
        }
      } else {
        child.parent = Optional.of(parent.id);
      }
    });
  }

  private boolean isInside(OpenGroup inner, OpenGroup outer) {
    Optional<OpenGroup> at = Optional.of(inner);
    while (at.isPresent()) {
      if (at.get() == outer) {
        return true;
      }
      at = at.get().parent.flatMap(p -> Optional.ofNullable(groups.get(p)));
    }
    return false;
  }
}

package io.pilothouse.blueprints.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.diagram.Diagram;
import io.pilothouse.blueprints.diagram.Diagram.Group;
import io.pilothouse.blueprints.diagram.Diagram.Node;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.blueprints.text.Place;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes components of the boxes of a drawing, by the dictionary. */
final class DiagramReader {
  private final Diagram diagram;

  /** Whether lines of a label are broken to fit, so that the second goes on with the name. */
  private final boolean linesAreLayout;

  private final Draft draft;
  private final Notes notes;
  private final Map<String, Group> groups;
  private final BoxReader boxes;

  /** Ids of components by the ids of their boxes; a box that is none is absent. */
  private final Map<String, String> components = new LinkedHashMap<>();

  private final Set<String> taken = new HashSet<>();

  private final Map<String, String> kinds = new HashMap<>();

  DiagramReader(Diagram diagram, boolean linesAreLayout, Draft draft, Notes notes) {
    this.linesAreLayout = linesAreLayout;
    this.diagram = diagram;
    this.draft = draft;
    this.notes = notes;
    this.groups =
        diagram.groups().stream().collect(Collectors.toMap(Group::id, g -> g, (a, b) -> a));
    this.boxes = new BoxReader(draft, notes);
  }

  void read() {
    for (Group group : diagram.groups()) {
      read(group);
    }
    var nodesOfPools = new LinkedHashMap<String, List<Node>>();
    for (Node node : diagram.nodes()) {
      String kind =
          kind(String.join(" ", node.label()), around(node.group()), node.classes(), false);
      kinds.put(node.id(), kind);
      if (kind.equals("node")) {
        nodesOfPools.computeIfAbsent(poolOf(node), p -> new ArrayList<>()).add(node);
      } else {
        read(node, kind);
      }
    }
    nodesOfPools.forEach((pool, nodes) -> {
      String id = boxes.pool(pool, nodes);
      nodes.forEach(n -> components.put(n.id(), id));
    });
    new EdgeReader(diagram, draft, components, kinds).read();
    remarks();
  }

  private String poolOf(Node node) {
    return node.group()
        .map(groups::get)
        .map(g ->
            stated(g.classes()).isPresent()
                ? draft.dictionary().id(g.id())
                : String.join(" ", g.label()))
        .orElse("nodes");
  }

  private String kind(String label, String around, java.util.Set<String> classes, boolean group) {
    String lower = label.toLowerCase(Locale.ROOT);
    List<String> lowerClasses = classes.stream().map(c -> c.toLowerCase(Locale.ROOT)).toList();
    Optional<String> stated = stated(classes);
    if (stated.isPresent()) {
      return stated.get();
    }
    return draft.dictionary().boxes().stream()
        .filter(b -> b.fits(lower, around, lowerClasses, group))
        .map(Dictionary.Box::kind)
        .findFirst()
        .orElse("");
  }

  /** A class such as is-cache says outright what a box is, whatever it is called. */
  private static Optional<String> stated(Set<String> classes) {
    return classes.stream()
        .map(c -> c.toLowerCase(Locale.ROOT))
        .filter(c -> c.matches("is-[a-z][a-z0-9-]*"))
        .map(c -> c.substring("is-".length()))
        .findFirst();
  }

  /** Labels of all groups around, innermost first, in lower case. */
  private String around(Optional<String> innermost) {
    var labels = new ArrayList<String>();
    Optional<String> at = innermost;
    while (at.isPresent() && labels.size() < 200) {
      Group group = groups.get(at.get());
      if (group == null) {
        break;
      }
      labels.add(String.join(" ", group.label()).toLowerCase(Locale.ROOT));
      at = group.parent();
    }
    // The innermost two say what a box is; the cloud around everything says nothing of it.
    return String.join(" / ", labels.subList(0, Math.min(2, labels.size())));
  }

  private void read(Group group) {
    var facts = new LabelFacts(group.label());
    Source source = source(group.place());
    Optional<String> stated = stated(group.classes());
    if (stated.isPresent()) {
      readStated(stated.get(), group, facts, source);
      return;
    }
    String kind = kind(facts.text(), around(group.parent()), java.util.Set.of(), true);
    switch (kind) {
      case "network" -> {
        facts.range().ifPresent(r -> draft.set("network.addressSpace", Values.text(r), source));
        draft.set("network.name", Values.text(facts.text().replaceAll("\\s*\\(.*\\)", "")), source);
        draft.set("network.id", Values.text("vnet"), source);
        components.put(group.id(), "vnet");
      }
      case "subnet" ->
          facts
              .range()
              .ifPresentOrElse(
                  range -> {
                    String name = facts.text().replaceAll("\\s*\\(.*?\\)", "").strip();
                    String id = draft.dictionary().id(name);
                    draft.set(
                        "network.subnets[" + name + "].addressPrefix", Values.text(range), source);
                    components.put(group.id(), id);
                  },
                  () ->
                      notes.add(
                          Kind.QUESTION,
                          group.place(),
                          "a subnet without an address range: " + Notes.quote(facts.text())));
      case "cluster" -> {
        draft.set("cluster.id", Values.text("aks"), source);
        draft.set("cluster.name", Values.text(facts.text()), source);
        facts.tier().ifPresent(t -> draft.set("cluster.tier", Values.text(t), source));
        if (facts.says("private cluster", "프라이빗")) {
          draft.set("cluster.privateCluster", Draft.JSON.booleanNode(true), source);
        }
        subnetOf(group.parent())
            .ifPresent(s -> draft.set("cluster.subnet", Values.text(s), source));
        components.put(group.id(), "aks");
      }
      default ->
          draft.state(
              "groups", draft.dictionary().id(group.id()), Values.text(facts.text()), source);
    }
  }

  /** A group with a class that says what it is has the id and the name of its component, too. */
  private void readStated(String kind, Group group, LabelFacts facts, Source source) {
    String id = draft.dictionary().id(group.id());
    components.put(group.id(), id);
    kinds.put(group.id(), kind);
    switch (kind) {
      case "network" -> {
        draft.set("network.id", Values.text(id), source);
        draft.set("network.name", Values.text(facts.name()), source);
        facts.range().ifPresent(r -> draft.set("network.addressSpace", Values.text(r), source));
      }
      case "subnet" -> {
        String path = "network.subnets[" + id + "]";
        draft.set(path + ".name", Values.text(facts.name()), source);
        facts.range().ifPresent(r -> draft.set(path + ".addressPrefix", Values.text(r), source));
      }
      case "cluster" -> {
        draft.set("cluster.id", Values.text(id), source);
        draft.set("cluster.name", Values.text(facts.name()), source);
        facts.stated("Tier").ifPresent(t -> draft.set("cluster.tier", Values.text(t), source));
        subnetOf(group.parent())
            .ifPresent(s -> draft.set("cluster.subnet", Values.text(s), source));
      }
      case "node-pool" ->
          draft.set("cluster.nodePools[" + id + "].name", Values.text(facts.name()), source);
      default -> draft.state("groups", id, Values.text(facts.text()), source);
    }
  }

  /** Id of the subnet that a box stands in. */
  private Optional<String> subnetOf(Optional<String> innermost) {
    Optional<String> at = innermost;
    for (int i = 0; at.isPresent() && i < 200; i++) {
      Group group = groups.get(at.get());
      if (group == null) {
        return Optional.empty();
      }
      String label = String.join(" ", group.label());
      String kind =
          stated(group.classes()).orElseGet(() -> kind(label, "", java.util.Set.of(), true));
      if (kind.equals("subnet")) {
        return Optional.ofNullable(components.get(group.id()));
      }
      at = group.parent();
    }
    return Optional.empty();
  }

  private void read(Node node, String kind) {
    Source source = source(node.place());
    String id = id(node);
    Optional<ObjectNode> other = draft.component(id);
    if (other.isPresent() && taken.contains(id)) {
      id = unique(id);
    }
    // Who states what a box is breaks its label by sense, not to fit.
    boolean stated = stated(node.classes()).isPresent();
    var facts = new LabelFacts(LabelFacts.named(node.label(), linesAreLayout && !stated));
    Optional<String> subnet = subnetOf(node.group());
    Optional<String> made =
        stated
            ? boxes.readStated(kind, id, facts, subnet, source)
            : boxes.read(kind, id, facts, subnet, source);
    made.ifPresent(component -> components.put(node.id(), component));
    made.ifPresent(taken::add);
    String component = made.orElse(id);
    if (kind.isEmpty()) {
      notes.add(
          Kind.NOT_UNDERSTOOD,
          node.place(),
          "no word of the dictionary says what "
              + Notes.quote(facts.text())
              + " is; kept as an unknown component");
    }
    for (String line : facts.rest()) {
      draft.state("labels", component, Values.text(line), source);
    }
  }

  private String id(Node node) {
    String id = draft.dictionary().id(node.id());
    if (id.isEmpty()) {
      id = draft.dictionary().id(String.join(" ", node.label()));
    }
    return id.isEmpty() ? "component-" + (components.size() + 1) : id;
  }

  private String unique(String id) {
    int n = 2;
    while (draft.component(id + "-" + n).isPresent()) {
      n++;
    }
    return id + "-" + n;
  }

  private void remarks() {
    for (Diagram.Remark remark : diagram.remarks()) {
      String target =
          components.getOrDefault(remark.target(), draft.dictionary().id(remark.target()));
      var lines = Draft.JSON.arrayNode();
      remark.text().stream().map(l -> l.replaceFirst("^[•·*-]\\s*", "")).forEach(lines::add);
      draft.state("notes", target.isEmpty() ? "note" : target, lines, source(remark.place()));
    }
    for (Diagram.Remark remark : diagram.loose()) {
      draft.state(
          "notes", "note", Values.text(String.join(" ", remark.text())), source(remark.place()));
    }
  }

  static Source source(Place place) {
    return place.source(Optional.empty());
  }
}

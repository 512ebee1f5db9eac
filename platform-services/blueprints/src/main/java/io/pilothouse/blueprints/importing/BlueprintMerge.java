package io.pilothouse.blueprints.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.blueprints.text.Place;
import io.pilothouse.sharedmodel.blueprint.Binding;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Imports again over a blueprint that people have worked on. What the documents say stands as they
 * say it now; what they do not say stands as people left it: bindings, names of resources, values
 * that an import had to assume, and components that no document ever mentioned.
 */
final class BlueprintMerge {
  /** Fields that an import derives from a name when no document gives them. */
  private static final Set<String> DERIVED =
      Set.of("resourceName", "deployment", "host", "nodePool");

  private final BlueprintLoader loader;
  private final Notes notes;
  private final Place start;
  private final List<String> assumed;

  BlueprintMerge(BlueprintLoader loader, Notes notes, Place start, List<String> assumed) {
    this.loader = loader;
    this.notes = notes;
    this.start = start;
    this.assumed = assumed;
  }

  Blueprint merge(Blueprint fresh, Blueprint earlier) {
    ObjectNode now = BlueprintWriter.tree(fresh);
    ObjectNode before = BlueprintWriter.tree(earlier);
    Map<String, ObjectNode> present = components(now);
    Map<String, ObjectNode> past = components(before);
    past.forEach((id, component) -> {
      ObjectNode same = present.get(id);
      if (same != null) {
        keepDerived(fresh, id, component, same);
      }
    });
    for (String path : assumed) {
      keepAssumed(now, before, path);
    }
    ownComponents(now, before, present);
    bindings(now, fresh, earlier);
    return new Repair(loader, notes, start, 50).load(now).orElse(fresh);
  }

  private static Map<String, ObjectNode> components(JsonNode node) {
    var found = new LinkedHashMap<String, ObjectNode>();
    collect(node, found);
    return found;
  }

  private static void collect(JsonNode node, Map<String, ObjectNode> found) {
    if (node instanceof ObjectNode object && object.has("id") && !object.has("file")) {
      found.putIfAbsent(object.get("id").asText(), object);
    }
    node.forEach(child -> {
      if (child.isContainerNode()) {
        collect(child, found);
      }
    });
  }

  private static void keepDerived(Blueprint fresh, String id, ObjectNode before, ObjectNode now) {
    for (String field : DERIVED) {
      boolean stated = fresh.sources().containsKey(id + "." + field);
      if (!stated && before.has(field) && !before.get(field).equals(now.get(field))) {
        now.set(field, before.get(field));
      }
    }
  }

  /** A value that no document states, where a person has put another one. */
  private void keepAssumed(ObjectNode now, ObjectNode before, String path) {
    int cut = path.lastIndexOf('.');
    String field = path.substring(cut + 1);
    Optional<ObjectNode> mine = owner(now, path.substring(0, cut));
    Optional<JsonNode> theirs =
        owner(before, path.substring(0, cut)).flatMap(o -> Optional.ofNullable(o.get(field)));
    if (mine.isPresent() && theirs.isPresent() && !theirs.get().equals(mine.get().get(field))) {
      mine.get().set(field, theirs.get());
      dropStatement(now, path);
      notes.add(
          Kind.READING,
          start,
          path + " stays " + theirs.get() + ", as the earlier blueprint has it");
    }
  }

  private static Optional<ObjectNode> owner(ObjectNode root, String path) {
    String[] steps = path.split("\\.");
    ObjectNode at = components(root).get(steps[0]);
    if (at == null) {
      at = root.get(steps[0]) instanceof ObjectNode section ? section : null;
    }
    for (int i = 1; i < steps.length && at != null; i++) {
      at = at.get(steps[i]) instanceof ObjectNode inner ? inner : null;
    }
    return Optional.ofNullable(at);
  }

  private static void dropStatement(ObjectNode root, String key) {
    if (root.path("statements").path("assumed") instanceof ArrayNode list) {
      for (int i = list.size() - 1; i >= 0; i--) {
        if (list.get(i).path("key").asText().equals(key)) {
          list.remove(i);
        }
      }
    }
  }

  /** Components without a source were written by a person; the others have left the documents. */
  private void ownComponents(ObjectNode now, ObjectNode before, Map<String, ObjectNode> present) {
    for (String list :
        List.of(
            "services",
            "databaseServers",
            "caches",
            "messageBrokers",
            "managedServices",
            "externalSystems")) {
      for (JsonNode component : before.path(list)) {
        String id = component.path("id").asText();
        if (present.containsKey(id)) {
          continue;
        }
        if (component.has("source")) {
          notes.add(
              Kind.READING,
              start,
              id
                  + " was in the earlier blueprint ("
                  + component.get("source").asText()
                  + ") and is in no document any more");
        } else {
          now.withArrayProperty(list).add(component);
        }
      }
    }
  }

  private void bindings(ObjectNode now, Blueprint fresh, Blueprint earlier) {
    Set<String> ids = fresh.components().stream().map(Component::id).collect(Collectors.toSet());
    var lost = new ArrayList<String>();
    for (Binding binding : earlier.bindings()) {
      if (!ids.contains(binding.component())) {
        lost.add(binding.component());
      }
    }
    lost.forEach(id ->
        notes.add(
            Kind.QUESTION,
            start,
            "the binding of "
                + id
                + " is kept, but no document speaks of it any more: bind it to another component, or take it out"));
    JsonNode kept = BlueprintWriter.tree(earlier).path("bindings");
    if (!kept.isEmpty()) {
      now.set("bindings", kept);
    }
  }
}

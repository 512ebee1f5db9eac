package io.pilothouse.blueprints.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.blueprints.text.Note.Kind;
import io.pilothouse.blueprints.text.Notes;
import io.pilothouse.blueprints.text.Place;
import io.pilothouse.sharedmodel.blueprint.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A blueprint while documents are read: values by path, each with its place. A path is made of
 * field names and of elements named in brackets, such as {@code services[User
 * Service].autoscaling.minReplicas}. The first value of a path stands; a different one is a
 * contradiction, which is noted and kept as a statement.
 */
final class Draft {
  static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern STEP = Pattern.compile("(\\w+)(?:\\[([^\\]]*)\\])?(?:\\.|$)");
  private static final Set<String> NAMED = Set.of("patterns", "databases", "metrics");
  private static final Set<String> WITH_SOURCE =
      Set.of(
          "objectives",
          "cacheStrategy",
          "changePolicy",
          "cost",
          "spread",
          "backup",
          "persistence",
          "replication",
          "autoscaling",
          "firewall",
          "network",
          "cluster",
          "frontDoor",
          "applicationGateway");

  /** Lists whose elements are no components: nothing lists the places of their fields. */
  private static final Set<String> NOT_COMPONENTS =
      Set.of("documents", "alertRules", "relations", "lines", "securityRules", "networkPolicies");

  private final Dictionary dictionary;
  private final Notes notes;
  private final ObjectNode root = JSON.objectNode();
  private final IdentityHashMap<ObjectNode, Map<String, Source>> sources = new IdentityHashMap<>();
  private final Map<String, ObjectNode> byId = new HashMap<>();
  private final IdentityHashMap<ArrayNode, Map<String, ObjectNode>> index = new IdentityHashMap<>();
  private final Map<String, Integer> ordinals = new LinkedHashMap<>();

  Draft(Dictionary dictionary, Notes notes) {
    this.dictionary = dictionary;
    this.notes = notes;
  }

  ObjectNode root() {
    return root;
  }

  Dictionary dictionary() {
    return dictionary;
  }

  /** The elements of a list, by its path; empty where there is none. */
  List<ObjectNode> list(String path) {
    JsonNode at = root;
    for (String step : path.split("\\.")) {
      at = at.path(step);
    }
    var elements = new ArrayList<ObjectNode>();
    at.forEach(e -> elements.add((ObjectNode) e));
    return elements;
  }

  /** An element of any list by its id. */
  Optional<ObjectNode> component(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Sees to it that a component is there. @param element the list's path and the name in it */
  ObjectNode component(String list, String id, String name, Source source) {
    ObjectNode found = owner(list + "[" + id + "]", source);
    if (!found.has("name") || found.get("name").asText().equals(id)) {
      found.put("name", name);
    }
    return found;
  }

  /** Sets a value unless the same is there; returns false where a different one is. */
  boolean set(String path, JsonNode value, Source source) {
    int cut = path.lastIndexOf('.');
    ObjectNode owner = cut < 0 ? root : owner(path.substring(0, cut), source);
    String field = path.substring(cut + 1);
    Map<String, Source> places = sources.computeIfAbsent(owner, o -> new LinkedHashMap<>());
    JsonNode before = owner.get(field);
    if (before == null) {
      owner.set(field, value);
      places.putIfAbsent(field, source);
      return true;
    }
    if (field.equals("name") && before.equals(owner.get("id"))) {
      owner.set(field, value);
      return true;
    }
    if (before.equals(value) || sameNumber(before, value)) {
      return true;
    }
    if (before instanceof ArrayNode list && value instanceof ArrayNode more) {
      more.forEach(m -> {
        if (!contains(list, m)) {
          list.add(m);
        }
      });
      return true;
    }
    Source first = places.getOrDefault(field, source);
    String canonical = canonical(owner, field, path);
    notes.add(
        Kind.CONTRADICTION,
        new Place(source.document(), source.line(), source.column()),
        canonical + " is " + value + " here and " + before + " at " + first + ", which stands");
    state("contradictions", canonical, value, source);
    return false;
  }

  private static boolean sameNumber(JsonNode a, JsonNode b) {
    return a.isNumber() && b.isNumber() && a.asDouble() == b.asDouble();
  }

  private static boolean contains(ArrayNode list, JsonNode value) {
    for (JsonNode element : list) {
      if (element.equals(value)
          || (element.has("name")
              && element.get("name").equals(value.get("name"))
              && java.util.Objects.equals(element.get("kind"), value.get("kind")))) {
        return true;
      }
    }
    return false;
  }

  /** Keeps a value in the document's own words. */
  void state(String topic, String key, JsonNode value, Source source) {
    if (!says(value)) {
      return;
    }
    ObjectNode statement = JSON.objectNode();
    statement.put("key", key.isBlank() ? topic : key);
    statement.set("value", value);
    statement.put("source", source.toString());
    root.withObjectProperty("statements").withArrayProperty(topic).add(statement);
  }

  /** Whether there is any word in it: a key with nothing behind it says nothing. */
  private static boolean says(JsonNode value) {
    return value.isValueNode()
        ? !value.isNull() && !value.asText().isBlank()
        : value.valueStream().anyMatch(Draft::says);
  }

  private ObjectNode owner(String path, Source source) {
    ObjectNode at = root;
    Matcher step = STEP.matcher(path);
    int end = 0;
    while (end < path.length() && step.find(end) && step.start() == end) {
      String field = step.group(1);
      String element = step.group(2);
      at = element == null ? section(at, field, source) : element(at, field, element, source);
      end = step.end();
    }
    return at;
  }

  private static ObjectNode section(ObjectNode owner, String field, Source source) {
    if (owner.get(field) instanceof ObjectNode present) {
      return present;
    }
    ObjectNode made = owner.putObject(field);
    if (WITH_SOURCE.contains(field)) {
      made.put("source", source.toString());
    }
    return made;
  }

  private ObjectNode element(ObjectNode owner, String field, String written, Source source) {
    ArrayNode list = owner.withArrayProperty(field);
    boolean named = NAMED.contains(field);
    String id = named ? written : id(field, written);
    Map<String, ObjectNode> elements = index.computeIfAbsent(list, l -> new HashMap<>());
    ObjectNode present = elements.get(id);
    if (present != null) {
      return present;
    }
    ObjectNode made = list.addObject();
    elements.put(id, made);
    if (named) {
      made.put("name", id);
    } else {
      made.put("id", id);
      made.put("name", written);
      byId.putIfAbsent(id, made);
    }
    if (!field.equals("databases") && !field.equals("metrics")) {
      made.put("source", source.toString());
    }
    return made;
  }

  /** The id of a name; where no letter of it can be written, its list and its place in it. */
  private String id(String list, String written) {
    String id = dictionary.id(written);
    if (!id.isEmpty()) {
      return id;
    }
    String base = dictionary.id(list.replaceAll("s$", ""));
    return base + "-" + ordinals.computeIfAbsent(list + "/" + written, k -> ordinals.size() + 1);
  }

  /** The path as a reader of the blueprint would write it: owner and field. */
  private static String canonical(ObjectNode owner, String field, String path) {
    return owner.has("id") ? owner.get("id").asText() + "." + field : path;
  }

  /** Where single facts stand, by owner and field, as a blueprint lists them. */
  Map<String, Source> listed() {
    var listed = new LinkedHashMap<String, Source>();
    collect(root, "", listed);
    listed.keySet().removeIf(key -> key.indexOf('.') < 0);
    return listed;
  }

  private void collect(ObjectNode node, String owner, Map<String, Source> listed) {
    node.properties()
        .forEach(field -> {
          String name = field.getKey();
          JsonNode value = field.getValue();
          Source source = sources.getOrDefault(node, Map.of()).get(name);
          if (source != null
              && !owner.isEmpty()
              && !node.path("source").asText().equals(source.toString())) {
            listed.putIfAbsent(owner.contains(".") ? owner : owner + "." + name, source);
          }
          if (value instanceof ObjectNode child && !name.equals("statements")) {
            collect(child, inner(owner, name, child), listed);
          } else if (value instanceof ArrayNode list && !NOT_COMPONENTS.contains(name)) {
            list.forEach(e -> {
              if (e instanceof ObjectNode child) {
                collect(child, inner(owner, name, child), listed);
              }
            });
          }
        });
  }

  private static String inner(String owner, String field, ObjectNode child) {
    if (child.has("id")) {
      return child.get("id").asText();
    }
    return owner.isEmpty() ? field : owner.contains(".") ? owner : owner + "." + field;
  }
}

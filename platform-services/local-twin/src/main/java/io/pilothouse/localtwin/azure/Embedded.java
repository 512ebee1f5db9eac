package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Resources that stand in an array of their parent's properties, such as subnets. */
final class Embedded {
  private Embedded() {}

  static List<ObjectNode> all(ObjectNode parent, StoredType child) {
    var all = new ArrayList<ObjectNode>();
    for (JsonNode element : parent.path("properties").path(child.name())) {
      if (element instanceof ObjectNode object) {
        all.add(object);
      }
    }
    return all;
  }

  static Optional<ObjectNode> one(ObjectNode parent, StoredType child, String name) {
    return all(parent, child).stream()
        .filter(e -> e.path("name").asText().equalsIgnoreCase(name))
        .findFirst();
  }

  static void put(ObjectNode parent, StoredType child, ObjectNode element) {
    ArrayNode array = array(parent, child);
    String name = element.path("name").asText();
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i).path("name").asText().equalsIgnoreCase(name)) {
        array.set(i, element);
        return;
      }
    }
    array.add(element);
  }

  static boolean remove(ObjectNode parent, StoredType child, String name) {
    ArrayNode array = array(parent, child);
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i).path("name").asText().equalsIgnoreCase(name)) {
        array.remove(i);
        return true;
      }
    }
    return false;
  }

  /** Replaces each element by what becomes of it, by its name. */
  static void complete(
      ObjectNode parent, StoredType child, BiFunction<String, ObjectNode, ObjectNode> change) {
    ArrayNode array = array(parent, child);
    for (int i = 0; i < array.size(); i++) {
      JsonNode element = array.get(i);
      String name = element.path("name").asText("");
      if (!(element instanceof ObjectNode object) || name.isEmpty()) {
        throw new Arm.Failure(
            400,
            "InvalidRequestFormat",
            "Cannot parse the request: an element of %s has no name.".formatted(child.name()));
      }
      array.set(i, change.apply(name, object));
    }
  }

  private static ArrayNode array(ObjectNode parent, StoredType child) {
    ObjectNode properties = parent.withObject("/properties");
    return properties.get(child.name()) instanceof ArrayNode present
        ? present
        : properties.putArray(child.name());
  }
}

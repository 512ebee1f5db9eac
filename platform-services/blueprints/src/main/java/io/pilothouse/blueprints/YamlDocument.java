package io.pilothouse.blueprints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A YAML text as a tree in which every value knows where it stands.
 *
 * @param root missing when the text is not YAML
 * @param places where values begin, by path
 * @param keys where field names begin, by path of their value
 * @param problems what keeps it from being read, in reading order
 */
record YamlDocument(
    String file,
    JsonNode root,
    Map<YamlPath, Place> places,
    Map<YamlPath, Place> keys,
    List<BlueprintProblem> problems) {
  /** A position in the text. Both count from 1. */
  record Place(int line, int column) {}

  YamlDocument {
    places = new HashMap<>(places);
    keys = new HashMap<>(keys);
    problems = List.copyOf(problems);
  }

  static YamlDocument unreadable(String file, int line, int column, String expected, String found) {
    return new YamlDocument(
        file,
        MissingNode.getInstance(),
        Map.of(),
        Map.of(),
        List.of(new BlueprintProblem(file, line, column, "", expected, found)));
  }

  /** A problem with the value at a path; placed at the nearest enclosing value that exists. */
  BlueprintProblem at(YamlPath path, String expected, String found) {
    return problem(path, places.get(path), expected, found);
  }

  /** A problem with the name of the field at a path. */
  BlueprintProblem atKey(YamlPath path, String expected, String found) {
    return problem(path, keys.getOrDefault(path, places.get(path)), expected, found);
  }

  private BlueprintProblem problem(
      YamlPath path,
      @org.jspecify.annotations.Nullable Place place,
      String expected,
      String found) {
    Place where = place == null ? enclosing(path) : place;
    return new BlueprintProblem(file, where.line(), where.column(), path.text(), expected, found);
  }

  private Place enclosing(YamlPath path) {
    String text = path.text();
    while (!text.isEmpty()) {
      int cut = Math.max(text.lastIndexOf('.'), text.lastIndexOf('['));
      text = cut <= 0 ? "" : text.substring(0, cut);
      Place place = places.get(new YamlPath(text));
      if (place != null) {
        return place;
      }
    }
    return places.getOrDefault(YamlPath.ROOT, new Place(1, 1));
  }
}

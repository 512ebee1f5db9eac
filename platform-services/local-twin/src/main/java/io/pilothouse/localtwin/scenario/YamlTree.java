package io.pilothouse.localtwin.scenario;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A part of a YAML document that knows its place, so that every complaint can name the line. */
record YamlTree(String file, Node node) {

  /** Reads a document. @throws ScenarioException with the line if it is no YAML */
  static YamlTree read(String file, String text) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      if (root == null) {
        throw new ScenarioException(new Scenario.Place(file, 1), "the file is empty");
      }
      return new YamlTree(file, root);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new ScenarioException(new Scenario.Place(file, line), e.getProblem());
    }
  }

  Scenario.Place place() {
    return new Scenario.Place(file, node.getStartMark().getLine() + 1);
  }

  ScenarioException problem(String message) {
    return new ScenarioException(place(), message);
  }

  /** The entries in their order. */
  Map<String, YamlTree> entries() {
    if (!(node instanceof MappingNode mapping)) {
      throw problem("a mapping is expected here");
    }
    var entries = new LinkedHashMap<String, YamlTree>();
    mapping
        .getValue()
        .forEach(e ->
            entries.put(
                new YamlTree(file, e.getKeyNode()).text(), new YamlTree(file, e.getValueNode())));
    return entries;
  }

  /** The entries, of which none may be called otherwise. */
  Map<String, YamlTree> entries(Set<String> known) {
    Map<String, YamlTree> entries = entries();
    entries.forEach((key, value) -> {
      if (!known.contains(key)) {
        throw value.problem(
            "'"
                + key
                + "' is not known here; expected is one of "
                + String.join(", ", sorted(known)));
      }
    });
    return entries;
  }

  YamlTree required(String key) {
    return find(key).orElseThrow(() -> problem("'" + key + "' is missing"));
  }

  Optional<YamlTree> find(String key) {
    return Optional.ofNullable(entries().get(key));
  }

  /** The elements; a single value is a list of one. */
  List<YamlTree> elements() {
    if (!(node instanceof SequenceNode sequence)) {
      return List.of(this);
    }
    var elements = new ArrayList<YamlTree>();
    sequence.getValue().forEach(element -> elements.add(new YamlTree(file, element)));
    return elements;
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  String text() {
    if (!(node instanceof ScalarNode scalar)) {
      throw problem("a single value is expected here");
    }
    return scalar.getValue();
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }
}

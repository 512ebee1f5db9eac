package io.pilothouse.deployer.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Rendered objects as trees. */
record Rendered(List<ObjectNode> objects) {
  private static final YAMLMapper YAML = new YAMLMapper();

  /** Rendering is what takes the time of these tests. */
  private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

  static Rendered of(String documents) {
    try (var all = YAML.readerFor(JsonNode.class).<JsonNode>readValues(documents)) {
      return new Rendered(
          all.readAll().stream()
              .filter(ObjectNode.class::isInstance)
              .map(ObjectNode.class::cast)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A system as its document has it. */
  static Rendered system(String system) {
    return file(system + ".yaml");
  }

  /** What one of the shipped values files renders to; a copy of its own. */
  static Rendered file(String file) {
    return of(TEXTS.computeIfAbsent(file, Rendered::render));
  }

  private static String render(String file) {
    return ShippedChart.withHooks(ShippedChart.system(), ShippedChart.releaseOf(file));
  }

  Stream<ObjectNode> ofKind(String... kinds) {
    return objects.stream().filter(o -> List.of(kinds).contains(o.path("kind").asText()));
  }

  Optional<ObjectNode> find(String kind, String name) {
    return ofKind(kind).filter(o -> o.at("/metadata/name").asText().equals(name)).findFirst();
  }

  ObjectNode get(String kind, String name) {
    return find(kind, name).orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  /** A service's Deployment or Rollout. */
  ObjectNode workload(String name) {
    return find("Deployment", name).orElseGet(() -> get("Rollout", name));
  }

  /** Everything that makes pods. */
  Stream<ObjectNode> workloads() {
    return ofKind("Deployment", "Rollout", "StatefulSet", "Job");
  }
}

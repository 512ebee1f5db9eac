package io.pilothouse.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pilothouse.deployer.azure.PropertyChange;
import io.pilothouse.deployer.azure.ResourceChange.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a chart renders, held against what is in the cluster: only what the chart says is compared,
 * so that defaults and controllers' own fields are no difference. Pure.
 */
public final class ReleaseDiff {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Pattern QUANTITY =
      Pattern.compile("(\\d+(?:\\.\\d+)?)(m|k|M|G|Ki|Mi|Gi|Ti)?");
  private static final Map<String, BigDecimal> UNITS =
      Map.of(
          "m", new BigDecimal("0.001"),
          "k", new BigDecimal(1_000),
          "M", new BigDecimal(1_000_000),
          "G", new BigDecimal(1_000_000_000),
          "Ki", new BigDecimal(1L << 10),
          "Mi", new BigDecimal(1L << 20),
          "Gi", new BigDecimal(1L << 30),
          "Ti", new BigDecimal(1L << 40));

  private ReleaseDiff() {}

  /** A kind of object. */
  public record ObjectKind(String apiVersion, String kind) {}

  /** The objects of a rendered chart. */
  public static List<ObjectNode> objects(String rendered) {
    var objects = new ArrayList<ObjectNode>();
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(rendered)) {
      while (documents.hasNextValue()) {
        if (documents.nextValue() instanceof ObjectNode object && object.has("kind")) {
          objects.add(object);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("what the chart renders is no YAML", e);
    }
    return objects;
  }

  /** Their kinds, each once. */
  public static List<ObjectKind> kinds(List<ObjectNode> objects) {
    return objects.stream().map(ReleaseDiff::kind).distinct().toList();
  }

  private static ObjectKind kind(JsonNode object) {
    return new ObjectKind(object.path("apiVersion").asText(), object.path("kind").asText());
  }

  /**
   * The changes, those that do nothing among them.
   *
   * @param live by kind, the objects of the release's namespace
   */
  public static List<ObjectChange> of(
      List<ObjectNode> rendered, String release, Map<ObjectKind, List<JsonNode>> live) {
    var changes = new ArrayList<ObjectChange>();
    for (ObjectNode object : rendered) {
      if (object.at("/metadata/annotations/helm.sh~1hook").isTextual()) {
        continue; // runs beside the release
      }
      Optional<JsonNode> present =
          live.getOrDefault(kind(object), List.of()).stream()
              .filter(other -> name(other).equals(name(object)))
              .findFirst();
      changes.add(present.map(there -> compared(object, there)).orElseGet(() -> created(object)));
    }
    live.forEach((kind, objects) ->
        objects.stream()
            .filter(o ->
                release.equals(o.at("/metadata/annotations/meta.helm.sh~1release-name").asText()))
            .filter(o ->
                rendered.stream().noneMatch(r -> kind(r).equals(kind) && name(r).equals(name(o))))
            .forEach(
                o -> changes.add(new ObjectChange(kind.kind(), name(o), Kind.DELETE, List.of()))));
    return List.copyOf(changes);
  }

  private static ObjectChange created(ObjectNode object) {
    return new ObjectChange(object.path("kind").asText(), name(object), Kind.CREATE, List.of());
  }

  private static ObjectChange compared(ObjectNode object, JsonNode live) {
    var properties = new ArrayList<PropertyChange>();
    object.properties().stream()
        .filter(f -> !List.of("metadata", "status").contains(f.getKey()))
        .forEach(f -> differences(f.getKey(), f.getValue(), live.path(f.getKey()), properties));
    differences(
        "metadata.labels", object.at("/metadata/labels"), live.at("/metadata/labels"), properties);
    return new ObjectChange(
        object.path("kind").asText(),
        name(object),
        properties.isEmpty() ? Kind.NONE : Kind.MODIFY,
        properties);
  }

  private static void differences(
      String path, JsonNode wanted, JsonNode live, List<PropertyChange> properties) {
    if (wanted.isObject() && (live.isObject() || live.isMissingNode())) {
      wanted
          .properties()
          .forEach(f ->
              differences(
                  path + "." + f.getKey(), f.getValue(), live.path(f.getKey()), properties));
    } else if (wanted.isArray() && live.isArray() && wanted.size() == live.size()) {
      for (int i = 0; i < wanted.size(); i++) {
        differences(path + "." + i, wanted.get(i), live.get(i), properties);
      }
    } else if (!same(wanted, live) && !wanted.isMissingNode()) {
      properties.add(
          new PropertyChange(path, live.isMissingNode() ? "" : live.toString(), wanted.toString()));
    }
  }

  private static boolean same(JsonNode wanted, JsonNode live) {
    if (wanted.equals(live)) {
      return true;
    }
    if (live.isMissingNode()) {
      // What is empty or false by itself need not be kept.
      return wanted.isNull()
          || (wanted.isContainerNode() && wanted.isEmpty())
          || (wanted.isBoolean() && !wanted.asBoolean());
    }
    return wanted.isValueNode()
        && live.isValueNode()
        && (wanted.asText().equals(live.asText())
            || quantity(wanted.asText())
                .flatMap(one -> quantity(live.asText()).map(other -> one.compareTo(other) == 0))
                .orElse(false));
  }

  private static Optional<BigDecimal> quantity(String text) {
    Matcher form = QUANTITY.matcher(text);
    return form.matches()
        ? Optional.of(
            new BigDecimal(form.group(1))
                .multiply(
                    Optional.ofNullable(form.group(2))
                        .map(unit -> UNITS.getOrDefault(unit, BigDecimal.ONE))
                        .orElse(BigDecimal.ONE)))
        : Optional.empty();
  }

  private static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  /** The changes of a release to a cluster in which nothing is. */
  public static List<ObjectChange> all(List<ObjectNode> rendered, String release) {
    return of(rendered, release, new LinkedHashMap<>());
  }
}

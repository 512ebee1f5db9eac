package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One resource of a template with its place resolved; the rest of it is evaluated when it is its
 * turn.
 *
 * @param type in full, such as {@code Microsoft.Network/virtualNetworks/subnets}
 * @param name in full, such as {@code hub/private}
 * @param after ids of those that have to be there before
 * @param source as the template has it
 */
record TemplateResource(
    String id, String type, String name, String apiVersion, List<String> after, ObjectNode source) {
  /** What says how to deploy and is no part of the resource. */
  private static final Set<String> ABOUT =
      Set.of(
          "type",
          "name",
          "apiVersion",
          "dependsOn",
          "scope",
          "condition",
          "comments",
          "resourceGroup",
          "subscriptionId",
          "resources");

  TemplateResource {
    after = List.copyOf(after);
  }

  /** The request's body. @param evaluation of its expressions */
  ObjectNode body(UnaryOperator<JsonNode> evaluation) {
    ObjectNode body = Arm.object();
    source.properties().stream()
        .filter(field -> !ABOUT.contains(field.getKey()))
        .forEach(field ->
            // The expressions of a template inside the template are its own.
            body.set(
                field.getKey(),
                nested() ? field.getValue().deepCopy() : evaluation.apply(field.getValue())));
    return body;
  }

  /** Whether it is a deployment inside the deployment. */
  boolean nested() {
    return type.equalsIgnoreCase("Microsoft.Resources/deployments");
  }

  /**
   * The resources of a template that are to be deployed, those inside others among them.
   *
   * @throws Arm.Failure 400 if the template cannot be: names twice, dependencies that are not there
   *     or go in a circle
   */
  static List<TemplateResource> of(JsonNode template, TemplateScope scope) {
    var sources = new ArrayList<ObjectNode>();
    template.path("resources").forEach(r -> flatten(r, "", "", sources));
    Map<String, ObjectNode> byId = new LinkedHashMap<>();
    for (ObjectNode source : sources) {
      if (!scope.evaluated(source.path("condition")).asBoolean(true)) {
        continue;
      }
      if (byId.put(id(source, scope), source) != null) {
        throw invalid(
            "The resource '%s' is defined multiple times in a template."
                .formatted(id(source, scope)));
      }
    }
    var all = new ArrayList<TemplateResource>();
    byId.forEach((id, source) -> {
      var after = new ArrayList<String>();
      source
          .path("dependsOn")
          .forEach(d -> after.add(found(scope.evaluated(d).asText(), byId, scope)));
      all.add(
          new TemplateResource(
              id,
              source.path("type").asText(),
              scope.evaluated(source.path("name")).asText(),
              source.path("apiVersion").asText(),
              after,
              source));
    });
    refuseCircles(all);
    return List.copyOf(all);
  }

  private static void flatten(JsonNode resource, String type, String name, List<ObjectNode> all) {
    if (!(resource instanceof ObjectNode object)
        || !object.path("type").isTextual()
        || !object.path("name").isTextual()
        || !object.path("apiVersion").isTextual()) {
      throw invalid("A resource needs the properties type, name and apiVersion.");
    }
    ObjectNode own = object.deepCopy();
    if (!type.isEmpty()) {
      own.put("type", type + "/" + own.path("type").asText());
      own.put("name", name + "/" + own.path("name").asText());
      own.withArray("/dependsOn").add(type + "/" + name);
    }
    all.add(own);
    object
        .path("resources")
        .forEach(
            inside -> flatten(inside, own.path("type").asText(), own.path("name").asText(), all));
  }

  private static String id(ObjectNode source, TemplateScope scope) {
    String type = source.path("type").asText();
    String[] types = type.split("/", -1);
    // An entity's own name may have slashes: only the parents' are split off.
    String[] names =
        scope.evaluated(source.path("name")).asText().split("/", Math.max(1, types.length - 1));
    String subscription = "/subscriptions/" + scope.azure().subscription();
    if (type.equalsIgnoreCase("Microsoft.Resources/resourceGroups")) {
      return subscription + "/resourceGroups/" + names[0];
    }
    if (types.length != names.length + 1) {
      throw invalid(
          "The template resource '%s' for type '%s' has incorrect segment lengths."
              .formatted(String.join("/", names), type));
    }
    Optional<String> group =
        source.has("resourceGroup")
            ? Optional.of(scope.evaluated(source.path("resourceGroup")).asText())
            : scope.group();
    String base = subscription + group.map(g -> "/resourceGroups/" + g).orElse("");
    if (source.has("scope")) {
      String of = scope.evaluated(source.path("scope")).asText();
      base = of.startsWith("/") ? of : base + "/providers/" + of;
    }
    var id = new StringBuilder(base).append("/providers/").append(types[0]);
    for (int i = 0; i < names.length; i++) {
      id.append('/').append(types[i + 1]).append('/').append(names[i]);
    }
    return id.toString();
  }

  /** A dependency is an id, a type with its names, or a bare name. */
  private static String found(String named, Map<String, ObjectNode> byId, TemplateScope scope) {
    return byId.entrySet().stream()
        .filter(e -> {
          ObjectNode source = e.getValue();
          String name = scope.evaluated(source.path("name")).asText();
          return e.getKey().equalsIgnoreCase(named)
              || name.equalsIgnoreCase(named)
              || (source.path("type").asText() + "/" + name).equalsIgnoreCase(named)
              || e.getKey()
                  .toLowerCase(Locale.ROOT)
                  .endsWith("/providers/" + named.toLowerCase(Locale.ROOT));
        })
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () -> invalid("The resource '%s' is not defined in the template.".formatted(named)));
  }

  private static void refuseCircles(List<TemplateResource> all) {
    var left = new ArrayList<>(all);
    while (!left.isEmpty()) {
      List<String> waiting = left.stream().map(TemplateResource::id).toList();
      if (!left.removeIf(r -> r.after.stream().noneMatch(waiting::contains))) {
        throw invalid("Circular dependency detected on resource: '" + waiting.getFirst() + "'.");
      }
    }
  }

  private static Arm.Failure invalid(String message) {
    return new Arm.Failure(
        400, "InvalidTemplate", "Deployment template validation failed: '" + message + "'.");
  }
}

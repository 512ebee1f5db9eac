package io.pilothouse.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.deployer.template.SystemTemplate;
import io.pilothouse.deployer.template.TemplateResource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A system's template, cut into one for each stage: a resource is in the stage of its type, or in a
 * later one if it depends on something there. Pure.
 */
public final class StagedTemplate {
  private final SystemTemplate whole;
  private final Map<String, DeployStage> stages = new HashMap<>();
  private final Map<DeployStage, List<TemplateResource>> resources =
      new EnumMap<>(DeployStage.class);

  public StagedTemplate(SystemTemplate whole) {
    this.whole = whole;
    for (TemplateResource resource : whole.resources()) {
      stages.put(resource.id(), DeployStage.of(resource.type().type()));
    }
    boolean moved = true;
    while (moved) {
      moved = false;
      for (TemplateResource resource : whole.resources()) {
        DeployStage stage = stages.getOrDefault(resource.id(), DeployStage.PLATFORM);
        for (String before : before(resource)) {
          DeployStage other = stages.getOrDefault(before, DeployStage.NETWORK);
          if (other.compareTo(stage) > 0) {
            stage = other;
            stages.put(resource.id(), stage);
            moved = true;
          }
        }
      }
    }
    for (TemplateResource resource : whole.resources()) {
      resources
          .computeIfAbsent(
              stages.getOrDefault(resource.id(), DeployStage.PLATFORM), _ -> new ArrayList<>())
          .add(resource);
    }
  }

  /** What has to be there first: what it says, and what it stands on. */
  private List<String> before(TemplateResource resource) {
    String scope = resource.scope().orElse("");
    return Stream.concat(
            resource.dependsOn().stream(),
            whole.resources().stream()
                .map(TemplateResource::id)
                .filter(id -> scope.equals(id) || scope.startsWith(id + "/")))
        .distinct()
        .toList();
  }

  public SystemTemplate whole() {
    return whole;
  }

  /** The stage of a resource of the template, by its id. */
  public DeployStage stage(String id) {
    return stages.entrySet().stream()
        .filter(e -> e.getKey().equalsIgnoreCase(id))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(DeployStage.PLATFORM);
  }

  public List<TemplateResource> resources(DeployStage stage) {
    return List.copyOf(resources.getOrDefault(stage, List.of()));
  }

  /** The template of one stage. */
  public JsonNode template(DeployStage stage) {
    ObjectNode template = whole.template().deepCopy();
    Set<String> inside =
        resources(stage).stream().map(TemplateResource::id).collect(Collectors.toSet());
    ArrayNode own = JsonNodeFactory.instance.arrayNode();
    for (TemplateResource resource : resources(stage)) {
      ObjectNode json = resource.json();
      List<String> before = before(resource).stream().filter(inside::contains).toList();
      json.remove("dependsOn");
      if (!before.isEmpty()) {
        ArrayNode list = json.putArray("dependsOn");
        before.forEach(list::add);
      }
      own.add(json);
    }
    template.set("resources", own);
    String text = own.toString();
    ObjectNode declared = JsonNodeFactory.instance.objectNode();
    template
        .path("parameters")
        .properties()
        .forEach(p -> {
          if (text.contains("parameters('" + p.getKey() + "')")) {
            declared.set(p.getKey(), p.getValue());
          }
        });
    template.set("parameters", declared);
    return template;
  }

  /** What a stage's deployment is called in Azure: the same as long as its template is the same. */
  public String deploymentName(DeployStage stage) {
    String text = template(stage).toString();
    String hash =
        UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString().substring(0, 8);
    return "pilothouse-" + stage.name().toLowerCase(java.util.Locale.ROOT) + "-" + hash;
  }
}

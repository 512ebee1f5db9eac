package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One resource of a template, with everything that is known before it is deployed spelled out.
 *
 * @param name with the names of its parents, as in {@code server/database}
 * @param location its region, or {@code global}; absent for what has none of its own
 * @param scope id of the resource that it stands on, for a type that stands on others
 * @param component id of the blueprint's component that it is, or belongs to
 * @param dependsOn ids of resources of the same template that have to be there first
 * @param fields what else it has: {@code sku}, {@code identity}, {@code properties} …
 */
public record TemplateResource(
    String id,
    ResourceType type,
    String name,
    Optional<String> location,
    Map<String, String> tags,
    Optional<String> scope,
    Optional<String> component,
    List<String> dependsOn,
    ObjectNode fields) {
  public TemplateResource {
    dependsOn = List.copyOf(dependsOn);
  }

  /** Its last name: a child's without its parents'. */
  public String ownName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** As it stands in the template. */
  public ObjectNode json() {
    ObjectNode json =
        Json.object(
            "type",
            type.type(),
            "apiVersion",
            type.apiVersion(),
            "name",
            name,
            "scope",
            scope,
            "location",
            location,
            "tags",
            tags.isEmpty() ? Optional.empty() : tags,
            "dependsOn",
            dependsOn.isEmpty() ? Optional.empty() : dependsOn);
    json.setAll(fields.deepCopy());
    return json;
  }
}

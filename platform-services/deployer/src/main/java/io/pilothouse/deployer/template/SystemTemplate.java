package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Azure Resource Manager template of a system, to be deployed into its {@link #group}. Names,
 * types, ids and dependencies stand in it literally; expressions are left for what is only known
 * while it is deployed: {@code [parameters('x')]}, {@code [reference('id', 'version').path]} and,
 * for the address of a cache, {@code [concat(…, uriComponent(listKeys('id', 'version').primaryKey),
 * …)]}. No secret stands in it.
 *
 * @param groups the resource groups that have to be there first; the template goes into the first
 * @param resources in an order in which each follows what it depends on
 * @param parameters what has to be given with it
 * @param assumptions what the document does not say, or says and cannot have
 * @param names names of resources, by id of the component
 */
public record SystemTemplate(
    String system,
    List<ResourceGroup> groups,
    List<TemplateResource> resources,
    List<TemplateParameter> parameters,
    List<Assumption> assumptions,
    Map<String, String> names) {
  private static final String SCHEMA =
      "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";

  public SystemTemplate {
    groups = List.copyOf(groups);
    resources = List.copyOf(resources);
    parameters = List.copyOf(parameters);
    assumptions = List.copyOf(assumptions);
    names = Map.copyOf(names);
  }

  /**
   * The template of a system at a target. Pure.
   *
   * @throws UndeployableException if the document asks for what no template can say
   */
  public static SystemTemplate of(Blueprint blueprint, DeploymentTarget target) {
    var draft = new Draft(blueprint, target);
    new TemplateParts(draft).write();
    var names = new LinkedHashMap<String, String>();
    draft.resources().stream()
        .filter(r -> r.component().isPresent() && r.type().place() != ResourceType.Place.SCOPE)
        .forEach(r -> names.putIfAbsent(r.component().orElseThrow(), r.ownName()));
    return new SystemTemplate(
        blueprint.system(),
        List.of(new ResourceGroup(draft.group(), draft.region(), draft.tags())),
        DependencyOrder.of(draft.resources()),
        draft.parameters(),
        draft.assumptions(),
        names);
  }

  /** The group that the template is deployed into. */
  public ResourceGroup group() {
    return groups.getFirst();
  }

  /** As Azure takes it. */
  public JsonNode template() {
    ObjectNode declared = Json.object();
    for (var parameter : parameters) {
      declared.set(
          parameter.name(), Json.object("type", parameter.secret() ? "securestring" : "string"));
    }
    return Json.object(
        "$schema",
        SCHEMA,
        "contentVersion",
        "1.0.0.0",
        "parameters",
        declared,
        "resources",
        resources.stream().map(TemplateResource::json).toList());
  }

  /**
   * The blueprint with the names that are deployed, and with the vault and the registry that it
   * does not have: what values of services that run on it are to be made of.
   */
  public Blueprint deployed(Blueprint blueprint) {
    return new DeployedNames(this).in(blueprint);
  }

  /** The resource of an id. */
  public Optional<TemplateResource> resource(String id) {
    return resources.stream().filter(r -> r.id().equals(id)).findFirst();
  }
}

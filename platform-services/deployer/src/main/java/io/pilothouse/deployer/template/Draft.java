package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A template while it is written: what it is written from, and what has been written. Used by one
 * thread, for one template.
 */
final class Draft {
  /** The tag by which a resource says which system it belongs to. */
  static final String SYSTEM_TAG = "pilothouse-system";

  /** The tag by which a resource says which component of the blueprint it is. */
  static final String COMPONENT_TAG = "pilothouse-component";

  private final Blueprint blueprint;
  private final DeploymentTarget target;
  private final ResourceNames names;
  private final String group;
  private final Map<String, TemplateResource> resources = new LinkedHashMap<>();
  private final Map<String, TemplateParameter> parameters = new LinkedHashMap<>();
  private final List<Assumption> assumptions = new ArrayList<>();

  Draft(Blueprint blueprint, DeploymentTarget target) {
    this.blueprint = blueprint;
    this.target = target;
    this.names = new ResourceNames(blueprint, target);
    this.group = names.group();
  }

  Blueprint blueprint() {
    return blueprint;
  }

  DeploymentTarget target() {
    return target;
  }

  ResourceNames names() {
    return names;
  }

  /** Name of the resource group. */
  String group() {
    return group;
  }

  /** The region of everything that the document puts nowhere else. */
  String region() {
    return target.region(blueprint.region().primary());
  }

  /** Id of a resource of the group. @param name with its parents' names */
  String id(ResourceType type, String name) {
    String[] types = type.type().split("/");
    String[] parts = name.split("/");
    if (type == ResourceType.QUEUE || type == ResourceType.TOPIC) {
      // An entity's own name may have slashes.
      parts = name.split("/", 2);
    }
    var id = new StringBuilder(groupId()).append("/providers/").append(types[0]);
    for (int i = 1; i < types.length; i++) {
      id.append('/').append(types[i]).append('/').append(parts[i - 1]);
    }
    return id.toString();
  }

  String groupId() {
    return "/subscriptions/" + target.subscription() + "/resourceGroups/" + group;
  }

  /** The tags of everything that belongs to the system. */
  Map<String, String> tags() {
    var tags = new LinkedHashMap<String, String>();
    tags.put(SYSTEM_TAG, blueprint.system());
    tags.put("managed-by", "pilothouse");
    return tags;
  }

  /** Writes a resource where the system is. Returns its id. */
  String add(
      ResourceType type,
      String name,
      Optional<String> component,
      Collection<String> dependsOn,
      ObjectNode fields) {
    return add(type, name, region(), component, dependsOn, fields);
  }

  /** Writes a resource of a region. Returns its id. */
  String add(
      ResourceType type,
      String name,
      String region,
      Optional<String> component,
      Collection<String> dependsOn,
      ObjectNode fields) {
    return put(
        id(type, name),
        type,
        name,
        switch (type.place()) {
          case REGION -> Optional.of(region);
          case GLOBAL -> Optional.of("global");
          case PARENT, SCOPE -> Optional.empty();
        },
        Optional.empty(),
        component,
        dependsOn,
        fields);
  }

  /** Writes a resource that stands on another. Returns its id. */
  String addOn(
      String scope,
      ResourceType type,
      String name,
      Collection<String> dependsOn,
      ObjectNode fields) {
    return put(
        scope + "/providers/" + type.type() + "/" + name,
        type,
        name,
        Optional.empty(),
        Optional.of(scope),
        Optional.empty(),
        dependsOn,
        fields);
  }

  private String put(
      String id,
      ResourceType type,
      String name,
      Optional<String> location,
      Optional<String> scope,
      Optional<String> component,
      Collection<String> dependsOn,
      ObjectNode fields) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (type.taggable()) {
      tags.putAll(tags());
      component.ifPresent(c -> tags.put(COMPONENT_TAG, c));
    }
    var resource =
        new TemplateResource(
            id,
            type,
            name,
            location,
            tags,
            scope,
            component,
            List.copyOf(new LinkedHashSet<>(dependsOn)),
            fields);
    if (resources.put(id, resource) != null) {
      throw new IllegalStateException("two resources are " + id);
    }
    return id;
  }

  /** Whether a resource is written already. */
  boolean has(String id) {
    return resources.containsKey(id);
  }

  List<TemplateResource> resources() {
    return List.copyOf(resources.values());
  }

  /**
   * A parameter whose value the operator or the vault has. Returns the expression that reads it.
   */
  String parameter(String name, boolean secret, Optional<String> vaultSecret) {
    parameters.putIfAbsent(name, new TemplateParameter(name, secret, vaultSecret));
    return "[parameters('" + name + "')]";
  }

  List<TemplateParameter> parameters() {
    return List.copyOf(parameters.values());
  }

  /**
   * Notes a value that the document does not give. @param reason key of the sentence that says why
   */
  void assume(String component, String field, Object value, String reason, Object... arguments) {
    note(Assumption.Kind.ASSUMED, component, field, value, reason, arguments);
  }

  /** Notes a value that is not the document's. @param reason key of the sentence that says why */
  void correct(String component, String field, Object value, String reason, Object... arguments) {
    note(Assumption.Kind.CORRECTED, component, field, value, reason, arguments);
  }

  private void note(
      Assumption.Kind kind,
      String component,
      String field,
      Object value,
      String reason,
      Object... arguments) {
    assumptions.add(
        new Assumption(
            kind,
            component,
            field,
            String.valueOf(value),
            Sentence.of("deploy.assumption." + reason, arguments)));
  }

  List<Assumption> assumptions() {
    return List.copyOf(assumptions);
  }

  /** A component's id as {@link #add} takes it. */
  static Optional<String> of(Component component) {
    return Optional.of(component.id());
  }
}

package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.blueprints.importing.BlueprintWriter;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.util.Optional;

/**
 * A blueprint whose resources are called what a template calls them: what the services' values are
 * to be made of, so that they find what was deployed.
 */
final class DeployedNames {
  private final SystemTemplate template;

  DeployedNames(SystemTemplate template) {
    this.template = template;
  }

  Blueprint in(Blueprint blueprint) {
    ObjectNode tree = BlueprintWriter.tree(blueprint);
    for (JsonNode server : tree.path("databaseServers")) {
      named(server, ResourceType.DATABASE_SERVER, ".postgres.database.azure.com");
      for (JsonNode replica : server.path("replicas")) {
        named(replica, ResourceType.DATABASE_SERVER, "");
      }
    }
    for (JsonNode cache : tree.path("caches")) {
      named(cache, ResourceType.CACHE, ".redis.cache.windows.net");
      named(
          cache,
          ResourceType.MANAGED_REDIS,
          "." + template.group().location() + ".redis.azure.net");
    }
    for (JsonNode broker : tree.path("messageBrokers")) {
      named(broker, ResourceType.BROKER, "");
    }
    if (tree.path("cluster") instanceof ObjectNode cluster) {
      named(cluster, ResourceType.CLUSTER, "");
    }
    managed(tree, ResourceType.VAULT, "key-vault", "");
    managed(tree, ResourceType.REGISTRY, "container-registry", ".azurecr.io");
    return switch (new BlueprintLoader().load(blueprint.system(), tree)) {
      case BlueprintResult.Loaded loaded -> loaded.blueprint();
      case BlueprintResult.Invalid invalid ->
          throw new IllegalStateException(
              "a blueprint with other names is broken:\n" + invalid.report());
    };
  }

  private void named(JsonNode component, ResourceType type, String domain) {
    name(component.path("id").asText(), type)
        .ifPresent(name -> {
          ((ObjectNode) component).put("resourceName", name);
          if (!domain.isEmpty()) {
            ((ObjectNode) component).put("host", name + domain);
          }
        });
  }

  private Optional<String> name(String component, ResourceType type) {
    return template.resources().stream()
        .filter(r -> r.type() == type && r.component().filter(component::equals).isPresent())
        .map(TemplateResource::ownName)
        .findFirst();
  }

  /** A vault or a registry that the document does not have stands in the template nevertheless. */
  private void managed(ObjectNode tree, ResourceType type, String kind, String domain) {
    template.resources().stream()
        .filter(r -> r.type() == type)
        .findFirst()
        .ifPresent(resource -> {
          ObjectNode service = service(tree, kind);
          service.put("resourceName", resource.ownName());
          if (!domain.isEmpty()) {
            service.withObject("/properties").put("host", resource.ownName() + domain);
          }
        });
  }

  private static ObjectNode service(ObjectNode tree, String kind) {
    ArrayNode services = tree.withArray("/managedServices");
    for (JsonNode service : services) {
      if (service.path("type").asText().equals(kind)) {
        return (ObjectNode) service;
      }
    }
    return services.addObject().put("id", kind).put("name", kind).put("type", kind);
  }
}

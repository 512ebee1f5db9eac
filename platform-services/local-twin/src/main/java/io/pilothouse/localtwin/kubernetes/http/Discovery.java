package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.resource.ResourceCatalog;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType.Subresource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The discovery documents, in the legacy form by group and version and in the aggregated one. */
final class Discovery {
  private final ResourceCatalog catalog;

  Discovery(ResourceCatalog catalog) {
    this.catalog = catalog;
  }

  /** The answer for {@code /api}. */
  ObjectNode coreVersions() {
    ObjectNode versions = Json.object();
    versions.put("kind", "APIVersions");
    versions.putArray("versions").add("v1");
    versions.putArray("serverAddressByClientCIDRs");
    return versions;
  }

  /** The answer for {@code /apis}. */
  ObjectNode groups() {
    ObjectNode list = Json.object();
    list.put("kind", "APIGroupList");
    list.put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    catalog
        .byGroupAndVersion()
        .forEach((group, versions) -> {
          if (!group.isEmpty()) {
            groups.add(groupDocument(group, versions.keySet()));
          }
        });
    return list;
  }

  /** The answer for {@code /apis/GROUP}. */
  ObjectNode group(String group) {
    Map<String, List<ResourceType>> versions = catalog.byGroupAndVersion().get(group);
    if (versions == null || group.isEmpty()) {
      throw ApiFailure.noSuchPath();
    }
    ObjectNode document = Json.object();
    document.put("kind", "APIGroup");
    document.put("apiVersion", "v1");
    document.setAll(groupDocument(group, versions.keySet()));
    return document;
  }

  private static ObjectNode groupDocument(String group, Iterable<String> versions) {
    ObjectNode document = Json.object();
    document.put("name", group);
    ArrayNode list = document.putArray("versions");
    for (String version : versions) {
      ObjectNode entry = list.addObject();
      entry.put("groupVersion", group + "/" + version);
      entry.put("version", version);
    }
    document.set("preferredVersion", list.get(0).deepCopy());
    return document;
  }

  /** The answer for {@code /api/VERSION} and {@code /apis/GROUP/VERSION}. */
  ObjectNode resources(String group, String version) {
    List<ResourceType> types =
        catalog.byGroupAndVersion().getOrDefault(group, Map.of()).getOrDefault(version, List.of());
    if (types.isEmpty()) {
      throw ApiFailure.noSuchPath();
    }
    ObjectNode list = Json.object();
    list.put("kind", "APIResourceList");
    list.put("apiVersion", "v1");
    list.put("groupVersion", types.getFirst().apiVersion());
    ArrayNode resources = list.putArray("resources");
    for (ResourceType type : types) {
      ObjectNode resource = resources.addObject();
      resource.put("name", type.plural());
      resource.put("singularName", type.singular());
      resource.put("namespaced", type.namespaced());
      resource.put("kind", type.kind());
      texts(resource, "verbs", type.verbs());
      texts(resource, "shortNames", type.shortNames());
      texts(resource, "categories", type.categories());
      for (Subresource part : new TreeSet<>(type.subresources())) {
        ObjectNode entry = resources.addObject();
        entry.put("name", type.plural() + "/" + part.path());
        entry.put("singularName", "");
        entry.put("namespaced", type.namespaced());
        ResponseKind kind = ResponseKind.of(type, part);
        entry.put("group", kind.group());
        entry.put("version", kind.version());
        entry.put("kind", kind.kind());
        texts(entry, "verbs", verbs(part));
      }
    }
    return list;
  }

  /** The aggregated answer for {@code /api} (core) or {@code /apis}. */
  ObjectNode aggregated(boolean core, String version) {
    ObjectNode list = Json.object();
    list.put("kind", "APIGroupDiscoveryList");
    list.put("apiVersion", "apidiscovery.k8s.io/" + version);
    list.putObject("metadata");
    ArrayNode items = list.putArray("items");
    catalog
        .byGroupAndVersion()
        .forEach((group, versions) -> {
          if (group.isEmpty() == core) {
            aggregatedGroup(items.addObject(), group, versions);
          }
        });
    return list;
  }

  private static void aggregatedGroup(
      ObjectNode item, String group, Map<String, List<ResourceType>> versions) {
    ObjectNode metadata = item.putObject("metadata");
    if (!group.isEmpty()) {
      metadata.put("name", group);
    }
    metadata.putNull("creationTimestamp");
    ArrayNode list = item.putArray("versions");
    versions.forEach((version, types) -> {
      ObjectNode entry = list.addObject();
      entry.put("version", version);
      entry.put("freshness", "Current");
      ArrayNode resources = entry.putArray("resources");
      types.forEach(type -> aggregatedResource(resources.addObject(), type));
    });
  }

  private static void aggregatedResource(ObjectNode resource, ResourceType type) {
    resource.put("resource", type.plural());
    kind(resource, new ResponseKind(type.group(), type.version(), type.kind()));
    resource.put("scope", type.namespaced() ? "Namespaced" : "Cluster");
    resource.put("singularResource", type.singular());
    texts(resource, "verbs", type.verbs());
    texts(resource, "shortNames", type.shortNames());
    texts(resource, "categories", type.categories());
    if (!type.subresources().isEmpty()) {
      ArrayNode parts = resource.putArray("subresources");
      for (Subresource part : new TreeSet<>(type.subresources())) {
        ObjectNode entry = parts.addObject();
        entry.put("subresource", part.path());
        kind(entry, ResponseKind.of(type, part));
        texts(entry, "verbs", verbs(part));
      }
    }
  }

  private static void kind(ObjectNode entry, ResponseKind kind) {
    entry
        .putObject("responseKind")
        .put("group", kind.group())
        .put("version", kind.version())
        .put("kind", kind.kind());
  }

  private static void texts(ObjectNode entry, String field, List<String> texts) {
    if (!texts.isEmpty()) {
      ArrayNode array = entry.putArray(field);
      texts.forEach(array::add);
    }
  }

  private static List<String> verbs(Subresource part) {
    return switch (part) {
      case STATUS, SCALE -> List.of("get", "patch", "update");
      case LOG -> List.of("get");
      case EVICTION, BINDING, TOKEN -> List.of("create");
      case FINALIZE -> List.of("update");
    };
  }

  /** The kind that a resource or one of its parts answers with. */
  private record ResponseKind(String group, String version, String kind) {
    static ResponseKind of(ResourceType type, Subresource part) {
      return switch (part) {
        case STATUS, LOG, FINALIZE -> new ResponseKind(type.group(), type.version(), type.kind());
        case SCALE -> new ResponseKind("autoscaling", "v1", "Scale");
        case EVICTION -> new ResponseKind("policy", "v1", "Eviction");
        case BINDING -> new ResponseKind("", "v1", "Binding");
        case TOKEN -> new ResponseKind("authentication.k8s.io", "v1", "TokenRequest");
      };
    }
  }
}

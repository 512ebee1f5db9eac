package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.resource.ResourceCatalog;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import java.util.List;
import java.util.Map;

/**
 * OpenAPI v3, as far as clients steer by it: which paths exist, which kind they carry, and that the
 * server validates and dry-runs by itself. Schemas say only that a kind is an object.
 */
final class OpenApiDocuments {
  private final ResourceCatalog catalog;
  private final String serverVersion;

  OpenApiDocuments(ResourceCatalog catalog, String serverVersion) {
    this.catalog = catalog;
    this.serverVersion = serverVersion;
  }

  ObjectNode index() {
    ObjectNode index = Json.object();
    ObjectNode paths = index.putObject("paths");
    catalog
        .byGroupAndVersion()
        .forEach((group, versions) ->
            versions
                .keySet()
                .forEach(version -> {
                  String path =
                      group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version;
                  paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path);
                }));
    return index;
  }

  /** The document of a group and version. */
  ObjectNode document(String group, String version) {
    List<ResourceType> types =
        catalog.byGroupAndVersion().getOrDefault(group, Map.of()).getOrDefault(version, List.of());
    if (types.isEmpty()) {
      throw ApiFailure.noSuchPath();
    }
    ObjectNode document = Json.object();
    document.put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", serverVersion);
    ObjectNode paths = document.putObject("paths");
    ObjectNode schemas = document.putObject("components").putObject("schemas");
    for (ResourceType type : types) {
      path(paths, type);
      schema(schemas, type);
    }
    return document;
  }

  private static void path(ObjectNode paths, ResourceType type) {
    String root =
        type.group().isEmpty()
            ? "/api/" + type.version()
            : "/apis/" + type.group() + "/" + type.version();
    String collection =
        root + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural();
    if (type.verbs().contains("create")) {
      operation(paths.putObject(collection), "post", type);
    }
    if (type.verbs().contains("patch")) {
      ObjectNode item = paths.putObject(collection + "/{name}");
      operation(item, "put", type);
      ObjectNode content =
          operation(item, "patch", type).putObject("requestBody").putObject("content");
      for (String form : List.of("json-patch+json", "merge-patch+json", "apply-patch+yaml")) {
        content.putObject("application/" + form).putObject("schema").put("type", "object");
      }
    }
  }

  private static ObjectNode operation(ObjectNode item, String method, ResourceType type) {
    ObjectNode operation = item.putObject(method);
    operation.put("x-kubernetes-action", method);
    operation.set("x-kubernetes-group-version-kind", groupVersionKind(type));
    ArrayNode parameters = operation.putArray("parameters");
    for (String name : List.of("dryRun", "fieldManager", "fieldValidation")) {
      ObjectNode parameter = parameters.addObject();
      parameter.put("name", name);
      parameter.put("in", "query");
      parameter.putObject("schema").put("type", "string").put("uniqueItems", true);
    }
    operation.putObject("responses").putObject("200").put("description", "OK");
    return operation;
  }

  private static void schema(ObjectNode schemas, ResourceType type) {
    String group = type.group().isEmpty() ? "core" : type.group();
    ObjectNode schema = schemas.putObject(group + "." + type.version() + "." + type.kind());
    schema.put("type", "object");
    schema.put("x-kubernetes-preserve-unknown-fields", true);
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("apiVersion").put("type", "string");
    properties.putObject("kind").put("type", "string");
    for (String part : List.of("metadata", "spec", "status")) {
      properties.putObject(part).put("type", "object");
    }
    schema.putArray("x-kubernetes-group-version-kind").add(groupVersionKind(type));
  }

  private static ObjectNode groupVersionKind(ResourceType type) {
    return Json.object()
        .put("group", type.group())
        .put("version", type.version())
        .put("kind", type.kind());
  }
}

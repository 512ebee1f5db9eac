package io.pilothouse.localtwin.kubernetes.access;

import com.fasterxml.jackson.databind.JsonNode;

/** What somebody wants to do. */
public sealed interface AccessQuestion {

  String verb();

  /**
   * To do something with a resource; empty texts stand for what is not named.
   *
   * @param namespace empty for the whole cluster
   */
  record OfResource(
      String verb, String group, String resource, String subresource, String namespace, String name)
      implements AccessQuestion {

    /** The resource as rules name it, {@code pods/log} for a part. */
    public String path() {
      return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }
  }

  /** To use a path that is no resource's, such as {@code /version}. */
  record OfPath(String verb, String path) implements AccessQuestion {}

  /** The question in the spec of an access review. */
  static AccessQuestion of(JsonNode spec) {
    JsonNode resource = spec.path("resourceAttributes");
    if (resource.isObject()) {
      return new OfResource(
          resource.path("verb").asText(),
          resource.path("group").asText(),
          resource.path("resource").asText(),
          resource.path("subresource").asText(),
          resource.path("namespace").asText(),
          resource.path("name").asText());
    }
    JsonNode path = spec.path("nonResourceAttributes");
    return new OfPath(path.path("verb").asText(), path.path("path").asText());
  }
}

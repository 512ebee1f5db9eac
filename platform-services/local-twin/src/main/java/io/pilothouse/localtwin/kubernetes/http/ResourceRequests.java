package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.api.WriteOptions;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.patch.ObjectPatch;
import io.pilothouse.localtwin.kubernetes.patch.ServerSideApply;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.store.ListPage;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.io.IOException;
import java.util.Optional;

/** The verbs on a stored resource and on its status. */
final class ResourceRequests {
  private final ClusterApi api;

  ResourceRequests(ClusterApi api) {
    this.api = api;
  }

  void collection(ApiRequest request, RequestTarget target, ResourceType type, Responder responder)
      throws IOException, InterruptedException {
    Selection selection = request.selection(target.namespace());
    switch (request.method()) {
      case "GET" -> {
        if (request.flag("watch")) {
          watch(request, type, selection, responder);
        } else {
          ListPage page =
              api.store()
                  .list(
                      type.storage(),
                      selection,
                      request.number("limit", 0),
                      request.parameter("continue"));
          responder.json(200, encoding(request, type).page(page));
        }
      }
      case "POST" -> {
        ObjectNode sent = request.object();
        checkKind(type, sent);
        KubeObject created = api.create(type, target.namespace(), sent, options(request));
        responder.json(201, encoding(request, type).one(created));
      }
      case "DELETE" -> deleteCollection(request, type, selection, responder);
      default -> throw ApiFailure.methodNotAllowed();
    }
  }

  private void watch(
      ApiRequest request, ResourceType type, Selection selection, Responder responder)
      throws IOException, InterruptedException {
    if (request.upgrade()) {
      // A proxy that knows no WebSocket answers so too: clients then watch over plain HTTP.
      responder.bytes(200, "application/json", new byte[0]);
      return;
    }
    new WatchStream(
            api.store(), type, encoding(request, type), responder.stream("application/json"))
        .run(request, selection);
  }

  private void deleteCollection(
      ApiRequest request, ResourceType type, Selection selection, Responder responder)
      throws IOException {
    Deletion deletion = deletion(request);
    ListPage page = api.store().list(type.storage(), selection, 0, "");
    for (KubeObject object : page.items()) {
      try {
        api.delete(type, object.key(), deletion);
      } catch (ApiFailure gone) {
        if (gone.code() != 404) {
          throw gone;
        }
      }
    }
    responder.json(200, encoding(request, type).page(page));
  }

  void object(ApiRequest request, RequestTarget target, ResourceType type, Responder responder)
      throws IOException, InterruptedException {
    ObjectKey key = new ObjectKey(target.namespace(), target.name());
    switch (request.method()) {
      case "GET" -> responder.json(200, encoding(request, type).one(api.get(type, key)));
      case "DELETE" -> delete(request, type, key, responder);
      case "PUT", "PATCH" -> write(request, type, key, ObjectPart.MAIN, responder);
      default -> throw ApiFailure.methodNotAllowed();
    }
  }

  /** The status, or a namespace's finalizers. */
  void part(
      ApiRequest request,
      RequestTarget target,
      ResourceType type,
      ObjectPart part,
      Responder responder)
      throws IOException {
    ObjectKey key = new ObjectKey(target.namespace(), target.name());
    if (request.method().equals("GET")) {
      responder.json(200, encoding(request, type).one(api.get(type, key)));
    } else {
      write(request, type, key, part, responder);
    }
  }

  private void write(
      ApiRequest request, ResourceType type, ObjectKey key, ObjectPart part, Responder responder)
      throws IOException {
    boolean existed = api.find(type, key).isPresent();
    KubeObject written =
        switch (request.method()) {
          case "PUT" -> {
            ObjectNode sent = request.object();
            checkKind(type, sent);
            yield api.update(type, key, sent, part, options(request));
          }
          case "PATCH" -> patch(request, type, key, part);
          default -> throw ApiFailure.methodNotAllowed();
        };
    responder.json(existed ? 200 : 201, encoding(request, type).one(written));
  }

  private KubeObject patch(ApiRequest request, ResourceType type, ObjectKey key, ObjectPart part) {
    WriteOptions options = options(request);
    if (request.mediaType().startsWith("application/apply-patch")) {
      if (options.fieldManager().isEmpty()) {
        throw ApiFailure.badRequest(
            "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required"
                + " for apply patch");
      }
      ObjectNode configuration = asObject(Json.read(request.body(), true));
      checkKind(type, configuration);
      return api.apply(
          type,
          key,
          new ServerSideApply(options.fieldManager(), request.flag("force"), configuration),
          part,
          options);
    }
    return api.patch(type, key, patchOf(request), part, options);
  }

  static ObjectPatch patchOf(ApiRequest request) {
    return switch (request.mediaType()) {
      case "application/json-patch+json" -> new ObjectPatch.JsonOperations(request.tree());
      case "application/merge-patch+json" -> new ObjectPatch.Merge(request.tree());
      case "application/strategic-merge-patch+json" -> new ObjectPatch.Strategic(request.object());
      default -> throw ApiFailure.unsupportedMediaType(request.contentType());
    };
  }

  private static ObjectNode asObject(com.fasterxml.jackson.databind.JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw ApiFailure.badRequest("the applied configuration is not an object");
  }

  private void delete(ApiRequest request, ResourceType type, ObjectKey key, Responder responder)
      throws IOException {
    KubeObject last = api.delete(type, key, deletion(request));
    Optional<KubeObject> left = api.find(type, key).filter(now -> now.uid().equals(last.uid()));
    if (left.isPresent()) {
      responder.json(200, encoding(request, type).one(left.get()));
      return;
    }
    ObjectNode status = Json.object();
    status.put("kind", "Status");
    status.put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Success");
    ObjectNode details = status.putObject("details");
    details.put("name", key.name());
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details.put("kind", type.plural());
    details.put("uid", last.uid());
    responder.json(200, status);
  }

  private static Deletion deletion(ApiRequest request) {
    return Deletion.of(
        request.tree(),
        request.parameter("gracePeriodSeconds"),
        request.parameter("propagationPolicy"),
        request.dryRun());
  }

  private static void checkKind(ResourceType type, ObjectNode sent) {
    String apiVersion = sent.path("apiVersion").asText(type.apiVersion());
    String kind = sent.path("kind").asText(type.kind());
    if (!apiVersion.equals(type.apiVersion()) || !kind.equals(type.kind())) {
      throw ApiFailure.badRequest(
          kind
              + " in version \""
              + apiVersion
              + "\" does not match the expected "
              + type.kind()
              + " in version \""
              + type.apiVersion()
              + "\"");
    }
    sent.put("apiVersion", type.apiVersion());
    sent.put("kind", type.kind());
  }

  private Encoding encoding(ApiRequest request, ResourceType type) {
    return new Encoding(
        type,
        ResponseForm.accepted(request.accept()),
        api.clock(),
        request.parameter("includeObject"));
  }

  static WriteOptions options(ApiRequest request) {
    return new WriteOptions(request.dryRun(), request.parameter("fieldManager"));
  }
}

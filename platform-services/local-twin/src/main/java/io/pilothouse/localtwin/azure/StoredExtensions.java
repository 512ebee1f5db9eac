package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resources of one type that say something about others, such as locks and diagnostic settings:
 * kept as they are written. Thread-safe.
 */
final class StoredExtensions implements ExtensionProvider {
  private final String type;
  private final ResourceStore store;

  StoredExtensions(String type, ResourceStore store) {
    this.type = type;
    this.store = store;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public Arm.Response answer(Arm.Request request, String about, List<String> rest) {
    String collection = about + "/providers/" + type + "/";
    if (rest.isEmpty()) {
      if (!request.is("GET")) {
        throw Arm.Failure.methodNotAllowed(request);
      }
      return Arm.Response.ok(Arm.page(store.below(collection)));
    }
    if (rest.size() > 1) {
      throw Arm.Failure.noSuchPath(request);
    }
    String id = collection + rest.getFirst();
    if (!request.is("GET") && !request.mayWrite()) {
      throw Arm.Failure.forbidden(type + (request.is("DELETE") ? "/delete" : "/write"), about);
    }
    Optional<ObjectNode> before = store.get(id);
    return switch (request.method()) {
      case "GET" ->
          Arm.Response.ok(
              before.orElseThrow(() ->
                  new Arm.Failure(
                      404,
                      type.substring(type.indexOf('/') + 1) + "NotFound",
                      "The resource '%s' is not found.".formatted(id))));
      case "PUT" -> {
        if (!(request.body() instanceof ObjectNode body)) {
          throw new Arm.Failure(
              400,
              "InvalidRequestContent",
              "The request content was invalid: an object is expected.");
        }
        ObjectNode written = StoredRules.completed(type, id, rest.getFirst(), body);
        store.put(id, written);
        yield new Arm.Response(before.isPresent() ? 200 : 201, written, Map.of());
      }
      case "DELETE" -> Arm.Response.empty(store.remove(id) ? 200 : 204);
      default -> throw Arm.Failure.methodNotAllowed(request);
    };
  }

  /** Those about a scope itself. */
  List<ObjectNode> about(String scope) {
    return store.below(scope + "/providers/" + type + "/");
  }
}

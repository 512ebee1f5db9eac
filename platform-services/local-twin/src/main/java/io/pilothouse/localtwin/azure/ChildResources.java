package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands below a resource with processes and is written down only: a server's databases and
 * parameters, a cache's firewall rules. Thread-safe.
 */
final class ChildResources {
  private final ResourceStore store;

  ChildResources(ResourceStore store) {
    this.store = store;
  }

  /**
   * Answers for a collection or one of it.
   *
   * @param type of the parent; @param id of the parent; @param path collection and perhaps a name
   */
  Arm.Response answer(Arm.Request request, String type, String id, List<String> path) {
    String collection = id + "/" + path.getFirst() + "/";
    if (path.size() == 1) {
      if (!request.is("GET")) {
        throw Arm.Failure.methodNotAllowed(request);
      }
      return Arm.Response.ok(Arm.page(store.below(collection)));
    }
    if (path.size() != 2) {
      throw Arm.Failure.noSuchPath(request);
    }
    String own = collection + path.get(1);
    Optional<ObjectNode> before = store.get(own);
    return switch (request.method()) {
      case "GET" ->
          Arm.Response.ok(
              before.orElseThrow(() ->
                  new Arm.Failure(
                      404, "ResourceNotFound", "The resource '%s' was not found.".formatted(own))));
      case "PUT" -> {
        if (!(request.body() instanceof ObjectNode body)) {
          throw new Arm.Failure(
              400,
              "InvalidRequestContent",
              "The request content was invalid: an object is expected.");
        }
        ObjectNode written =
            StoredRules.completed(type + "/" + path.getFirst(), own, path.get(1), body);
        store.put(own, written);
        yield new Arm.Response(before.isPresent() ? 200 : 201, written, Map.of());
      }
      case "DELETE" -> Arm.Response.empty(store.remove(own) ? 200 : 204);
      default -> throw Arm.Failure.methodNotAllowed(request);
    };
  }
}

package io.pilothouse.localtwin.kubernetes.http;

import java.util.List;
import java.util.Optional;

/**
 * The resource that a path names. Empty texts stand for parts that the path does not have.
 *
 * @param subresource everything behind the name, joined by slashes
 */
record RequestTarget(
    String group,
    String version,
    String namespace,
    String resource,
    String name,
    String subresource) {

  /** Reads the segments of a path; nothing when it is not a resource's. */
  static Optional<RequestTarget> of(List<String> segments) {
    boolean core = segments.size() >= 3 && segments.get(0).equals("api");
    boolean named = segments.size() >= 4 && segments.get(0).equals("apis");
    if (!core && !named) {
      return Optional.empty();
    }
    String group = core ? "" : segments.get(1);
    String version = segments.get(core ? 1 : 2);
    List<String> rest = segments.subList(core ? 2 : 3, segments.size());
    boolean inNamespace =
        rest.get(0).equals("namespaces") && rest.size() > 2 && !isNamespacePart(core, rest);
    String namespace = inNamespace ? rest.get(1) : "";
    List<String> path = inNamespace ? rest.subList(2, rest.size()) : rest;
    return Optional.of(
        new RequestTarget(
            group,
            version,
            namespace,
            path.get(0),
            path.size() > 1 ? path.get(1) : "",
            path.size() > 2 ? String.join("/", path.subList(2, path.size())) : ""));
  }

  private static boolean isNamespacePart(boolean core, List<String> rest) {
    return core && rest.size() == 3 && List.of("status", "finalize").contains(rest.get(2));
  }
}

package io.pilothouse.desktopapp.permissions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The ClusterRole of a file, as single rights. */
record KubernetesRole(Set<Right> rights) {
  /**
   * One verb on one resource.
   *
   * @param resource with its part, such as {@code pods/log}
   */
  record Right(String group, String resource, String verb) implements Comparable<Right> {
    @Override
    public int compareTo(Right other) {
      return toString().compareTo(other.toString());
    }

    /** Whether this right of a role is what a call needs. */
    boolean allows(Right needed) {
      return group.equals(needed.group)
          && verb.equals(needed.verb)
          && (resource.equals("*") || resource.equals(needed.resource));
    }

    @Override
    public String toString() {
      return group + "/" + resource + " " + verb;
    }
  }

  KubernetesRole {
    rights = Set.copyOf(rights);
  }

  static KubernetesRole read(Path file) throws IOException {
    Set<Right> rights = new TreeSet<>();
    try (var documents =
        new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(Files.readString(file))) {
      for (JsonNode document : documents.readAll()) {
        for (JsonNode rule : document.path("rules")) {
          for (JsonNode group : rule.path("apiGroups")) {
            for (JsonNode resource : rule.path("resources")) {
              for (JsonNode verb : rule.path("verbs")) {
                rights.add(new Right(group.asText(), resource.asText(), verb.asText()));
              }
            }
          }
        }
      }
    }
    return new KubernetesRole(rights);
  }

  boolean allows(Right needed) {
    return rights.stream().anyMatch(r -> r.allows(needed));
  }

  /** What a call needs; empty for paths that every signed-in user may read, and for reviews. */
  static Optional<Right> needed(ProxiedCall call) {
    List<String> path = call.segments();
    boolean core = path.size() >= 3 && path.getFirst().equals("api");
    boolean named = path.size() >= 4 && path.getFirst().equals("apis");
    if ((!core && !named) || path.get(1).equals("authorization.k8s.io")) {
      return Optional.empty();
    }
    List<String> rest = path.subList(core ? 2 : 3, path.size());
    if (rest.size() > 2 && rest.getFirst().equals("namespaces")) {
      rest = rest.subList(2, rest.size());
    }
    boolean collection = rest.size() == 1;
    String resource = rest.getFirst() + (rest.size() > 2 ? "/" + rest.get(2) : "");
    String verb =
        switch (call.method()) {
          case "GET" ->
              !collection ? "get" : call.query().contains("watch=true") ? "watch" : "list";
          case "POST" -> "create";
          case "PUT" -> "update";
          case "PATCH" -> "patch";
          default -> collection ? "deletecollection" : "delete";
        };
    return Optional.of(new Right(core ? "" : path.get(1), resource, verb));
  }
}

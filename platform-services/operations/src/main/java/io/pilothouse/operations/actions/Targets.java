package io.pilothouse.operations.actions;

import io.pilothouse.operations.health.Estate;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.stream.Session.Refused;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what an operator means by a name: the document's names first, then what runs. Pure. */
final class Targets {
  private Targets() {}

  /** A Deployment or StatefulSet by its place. */
  record DeploymentName(String namespace, String name) {}

  /**
   * The Deployment or StatefulSet of a service's id, name or Deployment, or of {@code
   * namespace/name}.
   */
  static DeploymentName deployment(Optional<Blueprint> blueprint, Estate estate, String target) {
    Optional<DeploymentName> declared =
        blueprint.flatMap(b ->
            declared(b, target).map(name -> new DeploymentName(b.cluster().namespace(), name)));
    if (declared.isPresent()) {
      return declared.get();
    }
    List<? extends WorkloadResource> live =
        estate.workloads().stream()
            .map(Observed::value)
            .filter(d -> named(target, d.name(), d.namespace() + "/" + d.name()))
            .toList();
    if (live.size() > 1) {
      throw new Refused(
          Sentence.of(
              "operations.target.ambiguous",
              target,
              list(live.stream().map(d -> d.namespace() + "/" + d.name()))));
    }
    if (live.isEmpty()) {
      Stream<String> known =
          blueprint
              .map(b -> b.services().stream().map(Service::id))
              .orElseGet(() ->
                  estate.workloads().stream()
                      .map(d -> d.value().namespace() + "/" + d.value().name()));
      throw new Refused(Sentence.of("operations.target.no-service", target, list(known)));
    }
    return new DeploymentName(live.getFirst().namespace(), live.getFirst().name());
  }

  /** Of a service, or of a database or cache that runs in a pod. */
  private static Optional<String> declared(Blueprint blueprint, String target) {
    return Stream.of(
            blueprint.services().stream()
                .filter(s -> named(target, s.id(), s.deployment(), s.name()))
                .map(Service::deployment),
            blueprint.databaseServers().stream()
                .filter(s -> named(target, s.id(), s.deployment().orElse(s.id()), s.name()))
                .flatMap(s -> s.deployment().stream()),
            blueprint.caches().stream()
                .filter(c -> named(target, c.id(), c.deployment().orElse(c.id()), c.name()))
                .flatMap(c -> c.deployment().stream()))
        .flatMap(names -> names)
        .findFirst();
  }

  /** The resource name of a server by its id, name or resource name. */
  static String server(Optional<Blueprint> blueprint, Estate estate, String target) {
    Optional<String> declared =
        blueprint.flatMap(b ->
            b.databaseServers().stream()
                .filter(s -> named(target, s.id(), s.resourceName(), s.name()))
                .findFirst()
                .map(DatabaseServer::resourceName));
    return declared
        .or(() -> estate.server(target).map(s -> s.value().name()))
        .orElseThrow(() -> {
          Stream<String> known =
              Stream.concat(
                  blueprint.stream()
                      .flatMap(b -> b.databaseServers().stream())
                      .map(DatabaseServer::resourceName),
                  estate.servers().stream()
                      .map(Observed::value)
                      .filter(s -> !s.replica())
                      .map(FlexibleServer::name));
          return new Refused(Sentence.of("operations.target.no-server", target, list(known)));
        });
  }

  private static boolean named(String target, String... names) {
    return Stream.of(names).anyMatch(n -> n.equalsIgnoreCase(target.strip()));
  }

  private static Sentence list(Stream<String> names) {
    List<String> sorted = names.distinct().sorted().limit(20).toList();
    return sorted.isEmpty()
        ? Sentence.of("operations.none")
        : Sentence.verbatim(String.join(", ", sorted));
  }
}

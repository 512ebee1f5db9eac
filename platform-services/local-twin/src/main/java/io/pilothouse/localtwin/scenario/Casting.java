package io.pilothouse.localtwin.scenario;

import io.pilothouse.localtwin.scenario.Scenario.Role;
import io.pilothouse.localtwin.scenario.Scenario.Trait;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.ExternalSystem;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.Relation;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who plays the roles of a scenario in one system: of each kind the first part of the blueprint
 * that has the traits.
 *
 * @param parts what each role is called: itself ({@code ""} gives the id) and its other names
 */
public record Casting(Map<String, Map<String, String>> parts) {
  public Casting {
    parts = Map.copyOf(parts);
  }

  /** Why a scenario does not fit a system. */
  public record Misfit(Role role) {
    @Override
    public String toString() {
      String traits =
          role.traits().stream()
              .map(t -> t.name() + t.of().map(o -> " " + o).orElse(""))
              .reduce((a, b) -> a + ", " + b)
              .map(t -> " (" + t + ")")
              .orElse("");
      return "the system has no %s%s for the role '%s' of %s"
          .formatted(
              role.kind().name().toLowerCase(java.util.Locale.ROOT),
              traits,
              role.name(),
              role.place());
    }
  }

  /** The first role that nothing in the blueprint can fill; empty if the scenario fits. */
  public static Optional<Misfit> misfit(Scenario scenario, Blueprint blueprint) {
    var parts = new LinkedHashMap<String, Map<String, String>>();
    for (Role role : scenario.cast()) {
      Optional<Map<String, String>> part = candidates(role, blueprint, parts).findFirst();
      if (part.isEmpty()) {
        return Optional.of(new Misfit(role));
      }
      parts.put(role.name(), part.get());
    }
    return Optional.empty();
  }

  /** Fills the roles. @throws ScenarioException if the scenario does not fit */
  public static Casting of(Scenario scenario, Blueprint blueprint) {
    var parts = new LinkedHashMap<String, Map<String, String>>();
    for (Role role : scenario.cast()) {
      parts.put(
          role.name(),
          candidates(role, blueprint, parts)
              .findFirst()
              .orElseThrow(() -> new ScenarioException(role.place(), new Misfit(role).toString())));
    }
    return new Casting(parts);
  }

  /**
   * A text with its roles replaced.
   *
   * @throws ScenarioException if it names a role that is not cast
   */
  public String fill(String text) {
    String filled = text;
    for (Map.Entry<String, Map<String, String>> part : longestFirst()) {
      for (Map.Entry<String, String> name : part.getValue().entrySet()) {
        if (!name.getKey().isEmpty()) {
          filled = filled.replace("$" + part.getKey() + "." + name.getKey(), name.getValue());
        }
      }
      filled = filled.replace("$" + part.getKey(), part.getValue().getOrDefault("", ""));
    }
    if (filled.contains("$")) {
      throw new ScenarioException("'" + text + "' names a role that is not in 'cast'");
    }
    return filled;
  }

  private List<Map.Entry<String, Map<String, String>>> longestFirst() {
    return parts.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, Map<String, String>>>comparingInt(
                    e -> e.getKey().length())
                .reversed())
        .toList();
  }

  private static Stream<Map<String, String>> candidates(
      Role role, Blueprint blueprint, Map<String, Map<String, String>> cast) {
    var traits = new Traits(blueprint, cast);
    return switch (role.kind()) {
      case SERVICE ->
          blueprint.services().stream()
              .filter(having(role, trait -> traits.service(trait, role)))
              .map(s ->
                  Map.of(
                      "", s.id(),
                      "deployment", s.deployment(),
                      "maximum",
                          s.autoscaling()
                              .flatMap(Service.Autoscaling::maxReplicas)
                              .map(String::valueOf)
                              .orElse("")));
      case SERVER ->
          blueprint.databaseServers().stream()
              .filter(having(role, trait -> traits.server(trait, role)))
              .map(s -> Map.of("", s.id(), "name", s.resourceName()));
      case REPLICA ->
          blueprint.databaseServers().stream()
              .flatMap(s -> s.replicas().stream())
              .filter(having(role, trait -> traits.replica(trait, role)))
              .map(r -> Map.of("", r.id(), "name", r.resourceName()));
      case CACHE ->
          blueprint.caches().stream()
              .filter(having(role, trait -> traits.cache(trait, role)))
              .map(c -> Map.of("", c.id(), "name", c.resourceName()));
      case QUEUE ->
          blueprint.messageBrokers().stream()
              .flatMap(b -> b.queues().stream().map(q -> Map.entry(b, q)))
              .filter(q -> traits.queue(q.getValue(), role))
              .map(q ->
                  Map.of(
                      "", q.getValue().id(),
                      "name", q.getValue().name(),
                      "broker", q.getKey().id()));
      case EXTERNAL ->
          blueprint.externalSystems().stream()
              .filter(having(role, trait -> traits.external(trait, role)))
              .map(e -> Map.of("", e.id(), "name", e.name()));
      case ZONE -> traits.zones(role).map(zone -> Map.of("", zone));
      case REGION -> traits.regions(role).map(region -> Map.of("", region));
    };
  }

  private static <T> Predicate<T> having(Role role, Function<Trait, Predicate<T>> trait) {
    return role.traits().stream().map(trait).reduce(part -> true, Predicate::and);
  }

  /** What parts of a blueprint are like. */
  private record Traits(Blueprint blueprint, Map<String, Map<String, String>> cast) {

    Predicate<Service> service(Trait trait, Role role) {
      return switch (trait.name()) {
        case "several-pods" -> s -> s.replicas() > 1;
        case "autoscaled" ->
            s -> s.autoscaling().flatMap(Service.Autoscaling::maxReplicas).isPresent();
        case "uses" -> s -> relates(s.id(), other(trait, role)) || owns(s, other(trait, role));
        case "calls" -> s -> calls(s.id(), other(trait, role));
        case "receives" -> s -> relates(other(trait, role), s.id());
        default -> throw unknown(trait, role, "several-pods, autoscaled, uses, calls, receives");
      };
    }

    Predicate<DatabaseServer> server(Trait trait, Role role) {
      return switch (trait.name()) {
        case "standby" ->
            s ->
                !s.highAvailability().isBlank()
                    && !s.highAvailability().equalsIgnoreCase("Disabled");
        case "in-azure" -> s -> s.deployment().isEmpty();
        case "used" -> s -> blueprint.services().stream().anyMatch(x -> owns(x, s.id()));
        case "of" -> s -> owns(service(other(trait, role)), s.id());
        case "replicated" -> s -> !s.replicas().isEmpty();
        default -> throw unknown(trait, role, "standby, in-azure, used, of, replicated");
      };
    }

    Predicate<DatabaseServer.Replica> replica(Trait trait, Role role) {
      return switch (trait.name()) {
        case "of" ->
            r ->
                blueprint.databaseServers().stream()
                    .anyMatch(s -> s.id().equals(other(trait, role)) && s.replicas().contains(r));
        case "other-region" -> r -> !r.location().equals(blueprint.region().primary());
        case "same-region" -> r -> r.location().equals(blueprint.region().primary());
        default -> throw unknown(trait, role, "of, other-region, same-region");
      };
    }

    Predicate<Cache> cache(Trait trait, Role role) {
      return switch (trait.name()) {
        case "clustered" -> c -> c.shards() > 1;
        case "replicated" -> c -> c.replicasPerShard() > 0;
        case "in-azure" -> c -> c.deployment().isEmpty();
        default -> throw unknown(trait, role, "clustered, replicated, in-azure");
      };
    }

    boolean queue(MessageBroker.Queue queue, Role role) {
      return role.traits().stream()
          .allMatch(trait ->
              switch (trait.name()) {
                case "consumed" ->
                    blueprint.relations().stream()
                        .anyMatch(r ->
                            r.from().equals(queue.id())
                                || (r.to().equals(queue.id())
                                    && r.type() == Relation.Type.MESSAGE));
                default -> throw unknown(trait, role, "consumed");
              });
    }

    Predicate<ExternalSystem> external(Trait trait, Role role) {
      return switch (trait.name()) {
        case "called" -> e -> blueprint.services().stream().anyMatch(s -> calls(s.id(), e.id()));
        default -> throw unknown(trait, role, "called");
      };
    }

    Stream<String> zones(Role role) {
      List<String> zones =
          blueprint.cluster().nodePools().stream()
              .map(Cluster.NodePool::zones)
              .flatMap(List::stream)
              .distinct()
              .sorted()
              .toList();
      if (zones.size() < 2) {
        return Stream.empty();
      }
      Optional<String> of =
          role.traits().stream()
              .filter(t -> t.name().equals("of"))
              .findFirst()
              .flatMap(t ->
                  blueprint.databaseServers().stream()
                      .filter(s -> s.id().equals(other(t, role)))
                      .findFirst()
                      .flatMap(DatabaseServer::zone));
      return Stream.concat(of.stream(), zones.stream());
    }

    Stream<String> regions(Role role) {
      boolean away = role.traits().stream().anyMatch(t -> t.name().equals("disaster-recovery"));
      return away
          ? blueprint.region().disasterRecovery().stream()
          : Stream.of(blueprint.region().primary());
    }

    private boolean calls(String service, String external) {
      return relates(service, external)
          || blueprint.externalSystems().stream()
              .filter(e -> e.id().equals(external))
              .flatMap(e -> e.circuitBreakers().stream())
              .anyMatch(b -> b.caller().equals(service));
    }

    private boolean relates(String from, String to) {
      return blueprint.relations().stream()
          .anyMatch(r -> r.from().equals(from) && r.to().equals(to));
    }

    private boolean owns(Service service, String server) {
      return relates(service.id(), server)
          || blueprint.databaseServers().stream()
              .filter(s -> s.id().equals(server))
              .flatMap(s -> s.databases().stream())
              .anyMatch(d -> d.service().equals(Optional.of(service.id())));
    }

    private Service service(String id) {
      return blueprint.services().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
    }

    private String other(Trait trait, Role role) {
      return trait
          .of()
          .map(cast::get)
          .map(part -> part.get(""))
          .orElseThrow(() ->
              new ScenarioException(
                  role.place(),
                  "'%s' of '%s' needs a role that is cast above it"
                      .formatted(trait.name(), role.name())));
    }

    private static ScenarioException unknown(Trait trait, Role role, String known) {
      return new ScenarioException(
          role.place(),
          "a %s has no trait '%s'; there is %s"
              .formatted(
                  role.kind().name().toLowerCase(java.util.Locale.ROOT), trait.name(), known));
    }
  }
}

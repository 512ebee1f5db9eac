package io.pilothouse.sharedmodel.blueprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A team's intent for one system in one environment, typed, as its own documents state it. Where a
 * document is silent the value is absent; where it contradicts itself the blueprint keeps what it
 * says and {@link #statements} holds the rest.
 *
 * @param apiVersion version of this format, {@code pilothouse.io/v1}
 * @param system key by which commands name it, such as {@code tripgen-prod}
 * @param bindings which live resources components are, where a person has said so
 * @param statements everything else that the documents say (security, logging, operations,
 *     roadmap), by topic
 * @param sources where single facts stand that the document states elsewhere than their component,
 *     by {@code owner.field}: {@code user-service.minAvailable}, {@code objectives.recoveryTime}
 */
public record Blueprint(
    String apiVersion,
    String system,
    String name,
    String environment,
    List<Document> documents,
    Region region,
    Objectives objectives,
    Optional<Entrance> entrance,
    Optional<Network> network,
    Cluster cluster,
    List<Service> services,
    List<DatabaseServer> databaseServers,
    List<Cache> caches,
    Optional<CacheStrategy> cacheStrategy,
    List<MessageBroker> messageBrokers,
    List<ManagedService> managedServices,
    List<ExternalSystem> externalSystems,
    List<Relation> relations,
    List<Binding> bindings,
    List<AlertRule> alertRules,
    Optional<ChangePolicy> changePolicy,
    Optional<Cost> cost,
    Optional<Security> security,
    Map<String, List<Statement>> statements,
    Map<String, Source> sources) {
  public Blueprint {
    documents = Lists.orEmpty(documents);
    services = Lists.orEmpty(services);
    databaseServers = Lists.orEmpty(databaseServers);
    caches = Lists.orEmpty(caches);
    messageBrokers = Lists.orEmpty(messageBrokers);
    managedServices = Lists.orEmpty(managedServices);
    externalSystems = Lists.orEmpty(externalSystems);
    relations = Lists.orEmpty(relations);
    bindings = Lists.orEmpty(bindings);
    alertRules = Lists.orEmpty(alertRules);
    statements = Lists.orEmpty(statements);
    sources = Lists.orEmpty(sources);
  }

  /**
   * Where the document states one fact: the fact's own place, else that of its component.
   *
   * @param owner a component's id, or a section's name such as {@code objectives}
   * @param field the field's name in this format
   */
  public Optional<Source> sourceOf(String owner, String field) {
    return Optional.ofNullable(sources.get(owner + "." + field))
        .or(() ->
            components().stream()
                .filter(c -> c.id().equals(owner))
                .findFirst()
                .flatMap(Component::source));
  }

  /**
   * Values that the format needs and no document states, as {@code owner.field}; they stand under
   * {@code statements.assumed} and are nobody's intent: nothing is to be held against them.
   */
  public Set<String> assumed() {
    return statements.getOrDefault("assumed", List.of()).stream()
        .map(Statement::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a value is one of the {@link #assumed}. */
  public boolean assumes(String owner, String field) {
    return assumed().contains(owner + "." + field);
  }

  /** Every component that stands on the map, containers before what they hold. */
  public List<Component> components() {
    var all = new ArrayList<Component>();
    entrance.ifPresent(e -> {
      e.frontDoor().ifPresent(all::add);
      e.applicationGateway().ifPresent(all::add);
    });
    network.ifPresent(n -> {
      all.add(n);
      all.addAll(n.subnets());
      all.addAll(n.privateEndpoints());
    });
    all.add(cluster);
    all.addAll(cluster.nodePools());
    all.addAll(services);
    for (DatabaseServer server : databaseServers) {
      all.add(server);
      all.addAll(server.replicas());
    }
    all.addAll(caches);
    for (MessageBroker broker : messageBrokers) {
      all.add(broker);
      all.addAll(broker.queues());
      all.addAll(broker.topics());
    }
    all.addAll(managedServices);
    all.addAll(externalSystems);
    return List.copyOf(all);
  }

  /**
   * One thing that a document says, kept in its own words. @param key what it is about; @param
   * value what it says
   */
  public record Statement(String key, Object value, Optional<Source> source) {}
}

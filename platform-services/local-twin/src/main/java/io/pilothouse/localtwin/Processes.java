package io.pilothouse.localtwin;

import io.pilothouse.localtwin.broker.ServiceBusBroker;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.redis.RedisCluster;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The database servers, caches and brokers of a twin, by resource name. Safe for any thread. */
final class Processes {

  private final Map<String, FlexibleServer> servers;
  private final Map<String, RedisCluster> caches;
  private final Map<String, ServiceBusBroker> brokers;

  /** Replicas that were promoted to servers of their own. */
  private final Map<String, FlexibleServer> promoted = new ConcurrentHashMap<>();

  Processes(
      Map<String, FlexibleServer> servers,
      Map<String, RedisCluster> caches,
      Map<String, ServiceBusBroker> brokers) {
    this.servers = new ConcurrentHashMap<>(servers);
    this.caches = new ConcurrentHashMap<>(caches);
    this.brokers = new ConcurrentHashMap<>(brokers);
  }

  void add(String name, FlexibleServer server) {
    servers.put(name, server);
  }

  void add(String name, RedisCluster cache) {
    caches.put(name, cache);
  }

  void add(String name, ServiceBusBroker broker) {
    brokers.put(name, broker);
  }

  /** Whether a server, a cache or a broker of the resource name is there. */
  boolean has(String name) {
    return servers.containsKey(name) || caches.containsKey(name) || brokers.containsKey(name);
  }

  Collection<ServiceBusBroker> brokers() {
    return brokers.values();
  }

  /** Knows none any more; they are the caller's to close. */
  void clear() {
    promoted.clear();
    servers.clear();
    caches.clear();
    brokers.clear();
  }

  ServiceBusBroker broker(String name) {
    return Optional.ofNullable(brokers.get(name))
        .orElseThrow(() -> new TwinException("The twin has no message broker '" + name + "'"));
  }

  FlexibleServer server(String name) {
    return Optional.ofNullable(servers.get(name))
        .or(() -> promoted(name))
        .orElseThrow(() -> new TwinException("The twin has no PostgreSQL server '" + name + "'"));
  }

  /** The server that a name belongs to: its own, or the one that it replicates. */
  FlexibleServer serverWith(String member) {
    return Stream.concat(servers.values().stream(), promoted.values().stream())
        .filter(server -> server.state().member(member).isPresent())
        .findFirst()
        .orElseGet(() -> server(member));
  }

  Collection<FlexibleServer> servers() {
    return servers.values();
  }

  Optional<FlexibleServer> promoted(String replica) {
    return Optional.ofNullable(promoted.get(replica));
  }

  /** Makes a replica a server of its own. */
  void promote(String replica) {
    promoted.put(replica, serverWith(replica).promoteReplica(replica));
  }

  RedisCluster cache(String name) {
    return Optional.ofNullable(caches.get(name))
        .orElseThrow(() -> new TwinException("The twin has no Redis cache '" + name + "'"));
  }

  Collection<RedisCluster> caches() {
    return caches.values();
  }

  /** All that must be closed. */
  List<AutoCloseable> all() {
    return Stream.of(promoted.values(), servers.values(), caches.values())
        .<AutoCloseable>flatMap(Collection::stream)
        .toList();
  }
}

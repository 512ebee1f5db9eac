package io.pilothouse.serviceruntime.spring.data;

import io.pilothouse.serviceruntime.data.ConnectionBudget;
import io.pilothouse.serviceruntime.data.DatabaseEndpoint;
import io.pilothouse.serviceruntime.data.PoolSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A service's database.
 *
 * @param pods that connect to one server at once, of all services, with those that a rollout adds
 * @param serverConnectionLimit each server's {@code max_connections}; without it, pools keep the
 *     size they are given
 * @param reservedConnections of these, not for applications
 * @param lagObjective how far a replica that answers reads may be behind
 * @param probePeriod how often the servers are asked how far they are
 */
@ConfigurationProperties("pilothouse.database")
public record DatabaseProperties(
    Server primary,
    @DefaultValue List<Server> replicas,
    @DefaultValue Pool pool,
    @DefaultValue("1") int pods,
    @Nullable Integer serverConnectionLimit,
    @DefaultValue("15") int reservedConnections,
    @DefaultValue("5s") Duration lagObjective,
    @DefaultValue("1s") Duration probePeriod) {

  /** A replica that is away must not hold up a read for long: the primary answers it too. */
  private static final Duration REPLICA_PATIENCE = Duration.ofSeconds(1);

  public DatabaseProperties {
    replicas = List.copyOf(replicas);
  }

  /**
   * A server.
   *
   * @param name as the blueprint has it; by default its role
   * @param user by default the primary's
   * @param password by default the primary's
   */
  public record Server(
      @Nullable String name, String url, @Nullable String user, @Nullable String password) {

    /** Leaves the password out. */
    @Override
    public String toString() {
      return "Server[" + name + ", " + url + ", " + user + "]";
    }
  }

  /** The documents' figures, unless others are given. */
  public record Pool(
      @DefaultValue("20") int maximum,
      @DefaultValue("5") int minimumIdle,
      @DefaultValue("30s") Duration connectionTimeout,
      @DefaultValue("10m") Duration idleTimeout,
      @DefaultValue("30m") Duration maximumLifetime) {}

  DatabaseEndpoint primaryEndpoint() {
    return new DatabaseEndpoint(
        Optional.ofNullable(primary.name()).orElse("primary"),
        primary.url(),
        Optional.ofNullable(primary.user()).orElse(""),
        Optional.ofNullable(primary.password()).orElse(""));
  }

  List<DatabaseEndpoint> replicaEndpoints() {
    var first = primaryEndpoint();
    return replicas.stream()
        .map(replica ->
            new DatabaseEndpoint(
                Optional.ofNullable(replica.name())
                    .orElseGet(() -> "replica-" + (replicas.indexOf(replica) + 1)),
                replica.url(),
                Optional.ofNullable(replica.user()).orElse(first.user()),
                Optional.ofNullable(replica.password()).orElse(first.password())))
        .toList();
  }

  /** The pool as it was wanted, before the budget. */
  PoolSettings wantedPool() {
    return new PoolSettings(
        pool.maximum(),
        Math.min(pool.minimumIdle(), pool.maximum()),
        pool.connectionTimeout(),
        pool.idleTimeout(),
        pool.maximumLifetime());
  }

  /** What the pools have to keep to; empty when no limit is known. */
  Optional<ConnectionBudget> budget() {
    return Optional.ofNullable(serverConnectionLimit)
        .map(limit -> new ConnectionBudget(pods, limit, reservedConnections));
  }

  static PoolSettings forReplica(PoolSettings pool) {
    return pool.connectionTimeout().compareTo(REPLICA_PATIENCE) > 0
        ? pool.waiting(REPLICA_PATIENCE)
        : pool;
  }
}

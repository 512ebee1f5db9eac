package io.pilothouse.localtwin.load;

import io.pilothouse.serviceruntime.cache.SharedStore;
import io.pilothouse.serviceruntime.data.RoutedDatabase;
import io.pilothouse.serviceruntime.external.CallPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the pods of one service stand on, and share.
 *
 * @param database its database with the replicas
 * @param cache its Redis; empty for a system without a cache
 * @param externals the systems of others that it calls
 * @param http the client of those calls, which belongs to somebody else
 */
public record ServiceDependencies(
    Database database,
    Optional<SharedCache> cache,
    List<ExternalTarget> externals,
    HttpClient http) {

  public ServiceDependencies {
    externals = List.copyOf(externals);
  }

  /**
   * A database.
   *
   * @param component the blueprint's id of its server
   * @param routed the connections to it and its replicas
   * @param components the blueprint's ids of server and replicas, by their names
   * @param patience how long a pod waits for a connection
   * @param secret as whom the service connects
   */
  public record Database(
      String component,
      RoutedDatabase routed,
      Map<String, String> components,
      Duration patience,
      DatabaseSecret secret) {
    public Database {
      components = Map.copyOf(components);
    }
  }

  /**
   * A cache.
   *
   * @param component the blueprint's id of it
   * @param patience how long a call may take
   * @param retryAfter how long it is left alone when it fails
   */
  public record SharedCache(
      String component, SharedStore store, Duration patience, Duration retryAfter) {}

  /**
   * An external system.
   *
   * @param component the blueprint's id of it
   * @param address where it is now; ends with a slash
   */
  public record ExternalTarget(String component, Supplier<URI> address, CallPolicy policy) {}
}

package io.pilothouse.apigateway;

import io.pilothouse.apigateway.route.Route;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code pilothouse.gateway.*}, beside the routes' own defaults; each is described in the README.
 *
 * @param routes where requests go; a path that no route has is not found
 * @param publicPaths path patterns that need no token: {@code *} is one segment, {@code **} any
 * @param trustedProxies addresses and CIDR blocks whose {@code X-Forwarded-*} headers are believed;
 *     none by default
 * @param headerTimeout how long a request's line and headers may take from their first byte
 * @param body how large and how slow a request's body may be
 * @param upstream how the services behind are called
 * @param cors which pages of other origins may call
 */
@ConfigurationProperties("pilothouse.gateway")
public record GatewayProperties(
    @DefaultValue List<RouteProperties> routes,
    @DefaultValue List<String> publicPaths,
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("10s") Duration headerTimeout,
    @DefaultValue Body body,
    @DefaultValue Upstream upstream,
    @DefaultValue Cors cors) {

  public GatewayProperties {
    routes = List.copyOf(routes);
    publicPaths = List.copyOf(publicPaths);
    trustedProxies = List.copyOf(trustedProxies);
  }

  /**
   * One route.
   *
   * @param id its name in metrics and logs, such as the blueprint's id of the service
   * @param path the prefix of the paths that it takes, such as {@code /api/trips}; several are
   *     separated by commas
   * @param target the service's address
   * @param strip how many leading segments of the path the service does not get to see
   * @param timeout how long the service may take to begin its answer, and between two parts of it
   * @param permission what a token has to permit, {@code service:permission}; empty when any good
   *     token will do
   */
  public record RouteProperties(
      String id,
      List<String> path,
      URI target,
      @DefaultValue("0") int strip,
      @DefaultValue("10s") Duration timeout,
      Optional<String> permission) {

    Route route() {
      return new Route(
          id, path, target, strip, timeout, permission.filter(text -> !text.isBlank()));
    }
  }

  /**
   * What a request's body may be.
   *
   * @param maximum the largest
   * @param grace how long it may take whatever its size
   * @param minimumRate how many bytes a second it has to bring on average after that
   */
  public record Body(
      @DefaultValue("10MB") DataSize maximum,
      @DefaultValue("10s") Duration grace,
      @DefaultValue("1KB") DataSize minimumRate) {}

  /**
   * How each route's channel calls.
   *
   * @param connectTimeout how long a connection may take to open
   * @param connections to one service at most; a request that finds none within a quarter of a
   *     second is answered 503
   * @param attempts how often a repeatable request that never reached the service is tried
   * @param pause between two attempts
   * @param failureRate share of failed requests, above 0 to 1, that opens the route's breaker
   * @param window the last requests over which the share is taken
   * @param minimumCalls fewer than these open nothing
   * @param openFor how long an open breaker lets none through
   */
  public record Upstream(
      @DefaultValue("1s") Duration connectTimeout,
      @DefaultValue("200") int connections,
      @DefaultValue("2") int attempts,
      @DefaultValue("50ms") Duration pause,
      @DefaultValue("0.5") double failureRate,
      @DefaultValue("50") int window,
      @DefaultValue("20") int minimumCalls,
      @DefaultValue("10s") Duration openFor) {}

  /**
   * Calls from pages of other origins; without origins there are none.
   *
   * @param allowedOrigins such as {@code https://app.example.com}; {@code *} only without
   *     credentials
   * @param allowedMethods what such pages may ask
   * @param allowedHeaders what they may send
   * @param exposedHeaders what of the answer their scripts may read
   * @param allowCredentials whether cookies go along
   * @param maximumAge how long a browser remembers this
   */
  public record Cors(
      @DefaultValue List<String> allowedOrigins,
      @DefaultValue({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}) List<String> allowedMethods,
      @DefaultValue({"Authorization", "Content-Type", "X-Request-Id", "traceparent"})
          List<String> allowedHeaders,
      @DefaultValue({"X-Request-Id", "RateLimit", "RateLimit-Policy", "Retry-After"})
          List<String> exposedHeaders,
      @DefaultValue("false") boolean allowCredentials,
      @DefaultValue("1h") Duration maximumAge) {

    public Cors {
      allowedOrigins = List.copyOf(allowedOrigins);
      allowedMethods = List.copyOf(allowedMethods);
      allowedHeaders = List.copyOf(allowedHeaders);
      exposedHeaders = List.copyOf(exposedHeaders);
      if (allowCredentials && allowedOrigins.contains("*")) {
        throw new IllegalArgumentException(
            "pilothouse.gateway.cors: allowed-origins=* with allow-credentials=true would let any"
                + " page act as the signed-in user; name the origins");
      }
    }
  }
}

package io.pilothouse.apigateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One gateway before real services, started once for all tests of the process. Tests speak to it as
 * its one trusted proxy, each for a client of its own, so that none uses up another's limit.
 */
final class SharedGateway implements AutoCloseable {

  private static final AtomicInteger CLIENTS = new AtomicInteger();

  final TokenIssuer issuer;
  final UpstreamService trips;
  final RawService raw;
  final RedisProcess redis;
  final RunningGateway gateway;

  SharedGateway() throws IOException {
    issuer = new TokenIssuer();
    trips = new UpstreamService();
    raw = new RawService();
    redis = new RedisProcess();
    gateway = new RunningGateway(properties());
  }

  /** What every instance of this gateway is told. */
  Map<String, String> properties() throws IOException {
    var properties = new HashMap<String, String>();
    properties.put("pilothouse.system", "tripgen-prod");
    properties.put("pilothouse.security.issuer", issuer.issuer());
    properties.put("pilothouse.security.key-refresh-interval", "1s");
    properties.put("pilothouse.cache.redis-url", redis.url());
    properties.put("pilothouse.drain.delay", "0s");
    properties.put("pilothouse.gateway.trusted-proxies", "127.0.0.1,10.0.1.0/24");
    properties.put("pilothouse.gateway.public-paths", "/livez,/readyz,/api/auth/login");
    properties.put("pilothouse.gateway.body.maximum", "1MB");
    properties.put("pilothouse.gateway.body.grace", "1s");
    properties.put("pilothouse.gateway.header-timeout", "2s");
    properties.put("pilothouse.gateway.upstream.open-for", "1s");
    properties.put("pilothouse.gateway.upstream.connect-timeout", "500ms");
    properties.put("pilothouse.gateway.cors.allowed-origins", "https://app.example.com");
    properties.put("pilothouse.gateway.cors.allow-credentials", "true");
    route(properties, 0, "trip-service", "/api/trips", trips.address().toString());
    route(properties, 1, "auth-service", "/api/auth", trips.address().toString());
    route(properties, 2, "administration", "/api/trips/admin", trips.address().toString());
    properties.put("pilothouse.gateway.routes[2].permission", "trip-service:administer");
    route(properties, 3, "dead", "/api/dead", "http://127.0.0.1:" + deadPort());
    route(properties, 4, "raw", "/api/raw", raw.address().toString());
    route(properties, 5, "failing", "/api/failing", trips.address().toString());
    return properties;
  }

  private static void route(
      Map<String, String> properties, int at, String id, String path, String target) {
    var prefix = "pilothouse.gateway.routes[" + at + "].";
    properties.put(prefix + "id", id);
    properties.put(prefix + "path", path);
    properties.put(prefix + "target", target);
    properties.put(prefix + "strip", "1");
    properties.put(prefix + "timeout", "3s");
  }

  private static int deadPort() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** The address of a client that nobody was before. */
  static String newClient() {
    int number = CLIENTS.incrementAndGet();
    return "198.18." + number / 250 + "." + (1 + number % 250);
  }

  /** Headers of a signed-in client that nobody was before. */
  String[] signedIn(String... permissions) {
    return new String[] {
      "Authorization", "Bearer " + issuer.token(permissions), "X-Forwarded-For", newClient()
    };
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    redis.close();
    raw.close();
    trips.close();
    issuer.close();
  }
}

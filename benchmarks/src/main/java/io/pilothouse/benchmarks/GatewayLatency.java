package io.pilothouse.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import redis.embedded.RedisServer;

/**
 * What the gateway adds: the same small answer of the same service, asked for directly and through
 * a gateway of its own process with everything on (tokens, a limit counted in a real Redis,
 * breaker, logs to nowhere), in turns of the same run. A turn is a fixed number of callers that
 * each ask one after the other. Prints a line of the results; {@code gateway.classpath} says where
 * the gateway is.
 */
public final class GatewayLatency {

  private static final int TURNS = 6;
  private static final int WARM_UP = 4_000;
  private static final int REQUESTS = 4_000;
  private static final Duration START = Duration.ofSeconds(90);

  private GatewayLatency() {}

  /** Measures with one caller and with four. */
  public static void main(String[] arguments) throws Exception {
    var keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(2048);
    var key = keys.generateKeyPair();
    int redisPort = freePort();
    var redis =
        RedisServer.builder().port(redisPort).bind("127.0.0.1").setting("save \"\"").build();
    var service = service(key);
    redis.start();
    int port = freePort();
    var log = Files.createTempFile("gateway-latency", ".log");
    var gateway = gateway(port, redisPort, service.getAddress().getPort(), log);
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var direct = request(service.getAddress().getPort(), "/trips/1", token(key, service));
      var through = request(port, "/api/trips/1", token(key, service));
      awaitAnswer(client, through, gateway, log);
      for (int callers : new int[] {1, 4}) {
        measure(client, direct, through, callers);
      }
    } catch (ExecutionException e) {
      var lines = Files.readAllLines(log);
      System.err.println(
          String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
      throw e;
    } finally {
      gateway.destroy();
      if (!gateway.waitFor(20, TimeUnit.SECONDS)) {
        gateway.destroyForcibly();
      }
      redis.stop();
      service.stop(0);
      Files.deleteIfExists(log);
    }
  }

  private static void measure(
      HttpClient client, HttpRequest direct, HttpRequest through, int callers) throws Exception {
    turn(client, direct, callers, WARM_UP);
    turn(client, through, callers, WARM_UP);
    var floor = new ArrayList<long[]>();
    var measured = new ArrayList<long[]>();
    for (int turn = 0; turn < TURNS; turn++) {
      floor.add(turn(client, direct, callers, REQUESTS));
      measured.add(turn(client, through, callers, REQUESTS));
    }
    System.out.printf(
        "| request through the gateway, %d at once, p50 (p99) | %.2f (%.2f) ms | the same service"
            + " directly: %.2f (%.2f) ms | + %.2f ms | ≤ + 2 ms |%n",
        callers,
        millis(measured, 0.5),
        millis(measured, 0.99),
        millis(floor, 0.5),
        millis(floor, 0.99),
        millis(measured, 0.5) - millis(floor, 0.5));
  }

  /** Nanoseconds of each request. */
  private static long[] turn(HttpClient client, HttpRequest request, int callers, int requests)
      throws Exception {
    int each = requests / callers;
    var tasks = new ArrayList<Callable<long[]>>();
    for (int caller = 0; caller < callers; caller++) {
      tasks.add(() -> {
        var times = new long[each];
        for (int n = 0; n < each; n++) {
          long began = System.nanoTime();
          var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
          times[n] = System.nanoTime() - began;
          if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                request.uri()
                    + " answered "
                    + answer.statusCode()
                    + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
          }
        }
        return times;
      });
    }
    try (var threads = Executors.newFixedThreadPool(callers)) {
      var all = new ArrayList<long[]>();
      for (var times : threads.invokeAll(tasks)) {
        all.add(times.get());
      }
      return all.stream().flatMapToLong(Arrays::stream).toArray();
    }
  }

  /** The median over the turns of a quantile of each. */
  private static double millis(List<long[]> turns, double quantile) {
    var sorted =
        turns.stream()
            .mapToLong(times -> {
              var copy = times.clone();
              Arrays.sort(copy);
              return copy[(int) (quantile * (copy.length - 1))];
            })
            .sorted()
            .toArray();
    return sorted[sorted.length / 2] / 1e6;
  }

  /** Answers at once, and publishes the key. */
  private static HttpServer service(KeyPair key) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    byte[] answer = "{\"id\":1,\"title\":\"Seoul\"}".getBytes(StandardCharsets.UTF_8);
    byte[] keys = jwks((RSAPublicKey) key.getPublic()).getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestURI().getPath().equals("/oauth2/jwks") ? keys : answer;
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    return server;
  }

  private static Process gateway(int port, int redisPort, int servicePort, Path log)
      throws IOException {
    var issuer = "http://127.0.0.1:" + servicePort;
    var classpath = System.getProperty("gateway.classpath");
    if (classpath == null) {
      throw new IllegalStateException("say -Dgateway.classpath=…/api-gateway/target/app/lib/*");
    }
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classpath,
            "io.pilothouse.apigateway.ApiGateway",
            "--server.port=" + port,
            "--server.address=127.0.0.1",
            "--management.server.port=0",
            "--pilothouse.security.issuer=" + issuer,
            "--pilothouse.gateway.rate-limit.redis-url=redis://127.0.0.1:" + redisPort,
            "--pilothouse.gateway.rate-limit.requests=100000000",
            "--pilothouse.gateway.routes[0].id=trip-service",
            "--pilothouse.gateway.routes[0].path=/api/trips",
            "--pilothouse.gateway.routes[0].target=" + issuer,
            "--pilothouse.gateway.routes[0].strip=1")
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static void awaitAnswer(HttpClient client, HttpRequest request, Process gateway, Path log)
      throws Exception {
    long end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end) {
      if (gateway.waitFor(200, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the gateway ended:\n" + Files.readString(log));
      }
      try {
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        continue; // Not there yet.
      }
    }
    throw new IllegalStateException("the gateway did not answer in " + START);
  }

  private static HttpRequest request(int port, String path, String token) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + token)
        .timeout(Duration.ofSeconds(20))
        .build();
  }

  private static String token(KeyPair key, HttpServer issuer) throws GeneralSecurityException {
    var now = Instant.now();
    var head = encoded("{\"alg\":\"RS256\",\"kid\":\"one\"}".getBytes(StandardCharsets.UTF_8));
    var claims =
        encoded(
            """
            {"iss":"http://127.0.0.1:%d","sub":"alice","aud":["pilothouse"],"iat":%d,"exp":%d}
            """
                .formatted(
                    issuer.getAddress().getPort(),
                    now.getEpochSecond(),
                    now.plusSeconds(3600).getEpochSecond())
                .getBytes(StandardCharsets.UTF_8));
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key.getPrivate());
    signature.update((head + "." + claims).getBytes(StandardCharsets.UTF_8));
    return head + "." + claims + "." + encoded(signature.sign());
  }

  private static String jwks(RSAPublicKey key) {
    return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"one\",\"n\":\""
        + encoded(unsigned(key.getModulus()))
        + "\",\"e\":\""
        + encoded(unsigned(key.getPublicExponent()))
        + "\"}]}";
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}

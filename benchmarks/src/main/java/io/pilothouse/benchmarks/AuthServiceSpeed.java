package io.pilothouse.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilothouse.localtwin.postgres.ConnectionTarget;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.FlexibleServerSpec;
import io.pilothouse.localtwin.postgres.HighAvailability;
import io.pilothouse.localtwin.postgres.PostgresBinaries;
import io.pilothouse.localtwin.postgres.SupervisionPolicy;
import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.localtwin.process.StopSignal;
import io.pilothouse.localtwin.process.TwinHome;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The authentication service as a process on a real PostgreSQL: token checks and refreshes in equal
 * parts from 16 sessions, then sign-ins, against bare BCrypt of the same work factor on the same
 * cores. The load generator runs beside it. Prints rows of the results' table.
 */
public final class AuthServiceSpeed {
  private static final int SESSIONS = 16;
  private static final int SIGNING_IN = 4;
  private static final int WORK_FACTOR = 12;
  private static final Duration PHASE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final String user = "administrator";
  private final String password = "Bench-" + UUID.randomUUID().toString().substring(0, 18) + "Q7";

  private AuthServiceSpeed(String url) {
    this.url = url;
  }

  /**
   * Measures.
   *
   * @param arguments the folder with the service's jars
   */
  public static void main(String[] arguments) throws Exception {
    Path library =
        Path.of(
            arguments.length > 0 ? arguments[0] : "platform-services/auth-service/target/app/lib");
    double bare = bareBcrypt(library);
    TwinHome home = TwinHome.ofThisProcess();
    var late = Duration.ofMinutes(10);
    try (ProcessGuardian guardian = ProcessGuardian.open(home.runs(), "auth-service-speed");
        FlexibleServer server =
            FlexibleServer.start(
                new FlexibleServerSpec(
                    "auth-speed",
                    "15",
                    "koreacentral",
                    "1",
                    new HighAvailability.Disabled(),
                    List.of(),
                    List.of("phonebill_auth"),
                    "phonebill_admin",
                    100),
                PostgresBinaries.unpack(home.cache()),
                guardian,
                new SupervisionPolicy(late, late, late, late),
                InstantSource.system())) {
      int port = freePort();
      String first = UUID.randomUUID().toString();
      Process process = start(library, server, port, first, guardian.runDirectory());
      guardian.register(process.pid(), StopSignal.TERMINATE);
      try {
        new AuthServiceSpeed("http://127.0.0.1:" + port).measure(process, first, bare);
      } finally {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
        guardian.unregister(process.pid());
      }
    }
  }

  private static Process start(
      Path library, FlexibleServer server, int port, String first, Path run) throws IOException {
    ConnectionTarget owner = server.application("phonebill_auth");
    ConnectionTarget administrator = server.administrator();
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                library + "/*",
                "io.pilothouse.authservice.AuthService")
            .redirectErrorStream(true)
            .redirectOutput(run.resolve("auth-service.log").toFile());
    var properties =
        Map.ofEntries(
            Map.entry("server.port", Integer.toString(port)),
            Map.entry("management.server.port", "0"),
            Map.entry("logging.level.root", "warn"),
            Map.entry("pilothouse.auth.first-administrator.password", first),
            Map.entry("pilothouse.auth.keys.encryption-key-file", run.resolve("key").toString()),
            Map.entry("pilothouse.database.primary.url", owner.jdbcAddress()),
            Map.entry("pilothouse.database.primary.user", "phonebill_auth_user"),
            Map.entry("pilothouse.database.primary.password", first),
            Map.entry("pilothouse.auth.schema.owner.url", owner.jdbcAddress()),
            Map.entry("pilothouse.auth.schema.owner.user", owner.user()),
            Map.entry("pilothouse.auth.schema.owner.password", owner.password()),
            Map.entry("pilothouse.auth.schema.administrator.url", administrator.jdbcAddress()),
            Map.entry("pilothouse.auth.schema.administrator.user", administrator.user()),
            Map.entry("pilothouse.auth.schema.administrator.password", administrator.password()));
    builder.environment().put("SPRING_APPLICATION_JSON", JSON.writeValueAsString(properties));
    return builder.start();
  }

  private void measure(Process process, String first, double bare) throws Exception {
    awaitReady(process);
    post("password", Map.of("userName", user, "currentPassword", first, "newPassword", password));
    var sessions = new ArrayList<JsonNode>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(signIn());
    }
    run(SESSIONS, i -> checksAndRefreshes(sessions.get(i), Duration.ofSeconds(5))); // warm
    sessions.replaceAll(old -> unchecked(this::signIn));
    Figures tokens = run(SESSIONS, i -> checksAndRefreshes(sessions.get(i), PHASE));
    Figures signIns = run(SIGNING_IN, i -> signIns());
    System.out.printf(
        "| auth-service: token checks and refreshes in equal parts, %d sessions | %.0f/s, average %.1f ms, p99 %.1f ms | | | ≥ 500/s, < 100 ms |%n",
        SESSIONS, tokens.perSecond(), tokens.average(), tokens.percentile(0.99));
    System.out.printf(
        "| auth-service: sign-ins, %d at once | %.1f/s, average %.0f ms | bare BCrypt of factor %d, every core: %.1f/s | %.2f | |%n",
        SIGNING_IN,
        signIns.perSecond(),
        signIns.average(),
        WORK_FACTOR,
        bare,
        signIns.perSecond() / bare);
  }

  private List<Long> checksAndRefreshes(JsonNode session, Duration phase) throws Exception {
    var nanos = new ArrayList<Long>();
    JsonNode tokens = session;
    long end = System.nanoTime() + phase.toNanos();
    while (System.nanoTime() < end) {
      long began = System.nanoTime();
      get("verify", tokens.path("accessToken").asText());
      long checked = System.nanoTime();
      tokens = post("refresh", Map.of("refreshToken", tokens.path("refreshToken").asText()));
      nanos.add(checked - began);
      nanos.add(System.nanoTime() - checked);
    }
    return nanos;
  }

  private List<Long> signIns() throws Exception {
    var nanos = new ArrayList<Long>();
    long end = System.nanoTime() + PHASE.toNanos();
    while (System.nanoTime() < end) {
      long began = System.nanoTime();
      signIn();
      nanos.add(System.nanoTime() - began);
    }
    return nanos;
  }

  private JsonNode signIn() throws Exception {
    return post("login", Map.of("userName", user, "password", password));
  }

  /** What a phase's requests took. */
  private record Figures(List<Long> nanos, double seconds) {
    double perSecond() {
      return nanos.size() / seconds;
    }

    double average() {
      return nanos.stream().mapToLong(Long::longValue).average().orElse(0) / 1e6;
    }

    double percentile(double share) {
      return nanos.stream().sorted().skip((long) (nanos.size() * share)).findFirst().orElse(0L)
          / 1e6;
    }
  }

  /** The work of one of several at once. */
  private interface Work {
    List<Long> of(int index) throws Exception;
  }

  private static Figures run(int atOnce, Work work) throws Exception {
    var all = new ArrayList<Long>();
    long began = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<List<Long>>>();
      for (int i = 0; i < atOnce; i++) {
        int index = i;
        running.add(threads.submit(() -> work.of(index)));
      }
      for (Future<List<Long>> each : running) {
        all.addAll(each.get());
      }
    }
    return new Figures(all, (System.nanoTime() - began) / 1e9);
  }

  private void awaitReady(Process process) throws Exception {
    long limit = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    var request = HttpRequest.newBuilder(URI.create(url + "/oauth2/jwks")).build();
    while (System.nanoTime() < limit && process.isAlive()) {
      try {
        if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // It is still starting.
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    throw new IllegalStateException("auth-service did not become ready");
  }

  private JsonNode post(String path, Map<String, String> body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(url + "/api/auth/" + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build());
  }

  private JsonNode get(String path, String token) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(url + "/api/auth/" + path))
            .header("Authorization", "Bearer " + token)
            .build());
  }

  private JsonNode send(HttpRequest request) throws Exception {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          request.uri() + " " + response.statusCode() + " " + response.body());
    }
    return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
  }

  private static <T> T unchecked(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Hashes a second on every core, by the very class that the service uses. */
  private static double bareBcrypt(Path library) throws Exception {
    List<URL> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(library)) {
      for (Path jar : files.toList()) {
        jars.add(jar.toUri().toURL());
      }
    }
    try (var loader =
        new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> bcrypt = loader.loadClass("org.springframework.security.crypto.bcrypt.BCrypt");
      String salt =
          (String)
              bcrypt.getMethod("gensalt", String.class, int.class).invoke(null, "$2b", WORK_FACTOR);
      var hash = bcrypt.getMethod("hashpw", String.class, String.class);
      int cores = Runtime.getRuntime().availableProcessors();
      Callable<Integer> work =
          () -> {
            int hashes = 0;
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (System.nanoTime() < end) {
              hash.invoke(null, "bare", salt);
              hashes++;
            }
            return hashes;
          };
      try (var threads = Executors.newFixedThreadPool(cores)) {
        long began = System.nanoTime();
        int total = 0;
        for (var each : threads.invokeAll(java.util.Collections.nCopies(cores, work))) {
          total += each.get();
        }
        return total / ((System.nanoTime() - began) / 1e9);
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}

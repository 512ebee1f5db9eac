import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.TwinOptions;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the images of the services from their unpacked root file systems as a container would: as
 * uid 65532, with its own processes, on a real PostgreSQL and Redis of a twin made for it. {@code
 * java -cp 'LIB/*' ImageRun.java train|try FOLDER SERVICE...}; FOLDER has for each service {@code
 * SERVICE.root} and {@code SERVICE.entrypoint}, an argument a line. Needs chroot and unshare: root,
 * or a user who may call sudo.
 *
 * <p>{@code train} builds the context up, migrates, and leaves {@code opt/aot/service.aot} in the
 * root. {@code try} starts with a read-only root, waits for the readiness probe, with the cache and
 * without, {@code IMAGE_TURNS} times each in turns, asks for a page, and ends by SIGTERM; it prints
 * what it saw and fails at the first service that does not become ready.
 */
final class ImageRun {
  private static final String SYSTEM = "tripgen-prod";
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final int TURNS =
      Integer.parseInt(System.getenv().getOrDefault("IMAGE_TURNS", "1"));
  private static final String CACHE = "-XX:AOTCache=";

  private final Path folder;
  private final LocalTwin twin;
  private final HttpClient http = HttpClient.newHttpClient();

  private ImageRun(Path folder, LocalTwin twin) {
    this.folder = folder;
    this.twin = twin;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean training = arguments[0].equals("train");
    Path folder = Path.of(arguments[1]).toAbsolutePath();
    List<String> services = List.of(arguments).subList(2, arguments.length);
    Path home = Files.createTempDirectory("image-run");
    Blueprint blueprint = ShippedSystems.load(SYSTEM).orElseThrow();
    try (var twin = LocalTwin.start(blueprint, TwinOptions.ofThisProcess().below(home))) {
      var run = new ImageRun(folder, twin);
      for (String service : services) {
        if (training) {
          run.train(service);
        } else {
          run.look(service);
        }
      }
    } finally {
      try (var files = Files.walk(home)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    System.exit(0);
  }

  /** The context is built up and every table made; no request is answered. */
  private void train(String service) throws IOException, InterruptedException {
    List<String> entry = entry(service, false);
    entry.addAll(
        1,
        List.of(
            "-XX:AOTCacheOutput=/opt/aot/service.aot",
            "-XX:+UseSerialGC",
            // Profiles of a start that is over by the time they would be of use: 6 MB.
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-AOTRecordTraining",
            "-Dspring.context.exit=onRefresh"));
    Process process = start(service, "training", entry, freePort(), freePort());
    boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      stop(process);
    }
    if (!ended || process.exitValue() != 0) {
      // What it knows is a start that broke off.
      var command = new ArrayList<>(root());
      command.addAll(
          List.of("rm", "-f", folder.resolve(service + ".root/opt/aot/service.aot").toString()));
      new ProcessBuilder(command).inheritIO().start().waitFor();
      throw new IllegalStateException("the training failed, see " + log(service, "training"));
    }
  }

  private void look(String service) throws IOException, InterruptedException {
    boolean cached = Files.exists(folder.resolve(service + ".root/opt/aot/service.aot"));
    if (service.equals("auth-service")) {
      migrate(service, cached); // as the chart's job does: the pods do not
    }
    var with = new ArrayList<Start>();
    var without = new ArrayList<Start>();
    for (int turn = 0; turn < TURNS; turn++) {
      if (cached) {
        with.add(ready(service, true));
      }
      without.add(ready(service, false));
    }
    System.err.printf("%s: ready with the cache %s, without %s%n", service, with, without);
  }

  /**
   * Until it was ready, by the clock and by what it took of processors: a busy machine bends only
   * the first.
   */
  private record Start(long millis, long processorMillis) {
    @Override
    public String toString() {
      return "after %d ms (%d of a processor)".formatted(millis, processorMillis);
    }
  }

  private void migrate(String service, boolean cached) throws IOException, InterruptedException {
    List<String> entry = entry(service, cached);
    entry.add(1, "-Dspring.context.exit=onRefresh");
    Process process = start(service, "migration", entry, freePort(), freePort());
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("the migration failed, see " + log(service, "migration"));
    }
  }

  private Start ready(String service, boolean cached) throws IOException, InterruptedException {
    int port = freePort();
    int management = freePort();
    long began = System.nanoTime();
    Process process =
        start(service, cached ? "cached" : "plain", entry(service, cached), port, management);
    try {
      while (answer(management, "/actuator/health/readiness") != 200) {
        if (process.waitFor(20, TimeUnit.MILLISECONDS)
            || System.nanoTime() - began > LIMIT.toNanos()) {
          throw new IllegalStateException(
              "%s did not become ready, see %s"
                  .formatted(service, log(service, cached ? "cached" : "plain")));
        }
      }
      long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
      long processorMillis =
          within(process).stream()
              .mapToLong(child -> child.info().totalCpuDuration().orElseThrow().toMillis())
              .sum();
      int page = answer(port, "/");
      if (page < 200 || page >= 500) {
        throw new IllegalStateException("%s answers %d".formatted(service, page));
      }
      return new Start(millis, processorMillis);
    } finally {
      stop(process);
    }
  }

  /** The image's own start, with the cache of its classes or as if it had none. */
  private List<String> entry(String service, boolean cached) throws IOException {
    var entry = new ArrayList<>(Files.readAllLines(folder.resolve(service + ".entrypoint")));
    entry.removeIf(argument -> argument.isBlank() || (!cached && argument.startsWith(CACHE)));
    return entry;
  }

  private Process start(String service, String run, List<String> entry, int port, int management)
      throws IOException {
    boolean migrates = run.equals("training") || run.equals("migration");
    String component = service.equals("domain-service") ? "trip-service" : service;
    var properties = new HashMap<>(twin.wiring(component));
    properties.put("server.port", Integer.toString(port));
    properties.put("management.server.port", Integer.toString(management));
    properties.putAll(own(service, port, migrates));
    Path root = folder.resolve(service + ".root");
    // A container's: its own processes, a place for temporary files, nothing else that can be
    // written.
    String prepare =
        """
        mount --bind "$0" "$0" && mount -t proc proc "$0/proc" && mount -t tmpfs -o mode=1777 tmpfs "$0/tmp" &&
        { [ "$1" = training ] || mount -o remount,bind,ro "$0"; } && root=$0 && shift && exec env -i LANG=C.UTF-8 "SPRING_APPLICATION_JSON=$1" \
          "$(command -v chroot)" --userspec=65532:65532 "$root" "${@:2}"
        """;
    var command = new ArrayList<>(root());
    command.addAll(
        List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "bash", "-c", prepare));
    command.addAll(
        List.of(root.toString(), run, new ObjectMapper().writeValueAsString(properties)));
    command.addAll(entry);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log(service, run).toFile())
        .start();
  }

  /** What a deployment says of each beside where its servers are. */
  private static Map<String, String> own(String service, int port, boolean migrates) {
    String here = "http://127.0.0.1:" + port;
    return switch (service) {
      case "domain-service" ->
          Map.of("pilothouse.blueprint", SYSTEM, "pilothouse.security.unprotected", "true");
      case "auth-service" ->
          Map.of(
              "pilothouse.security.issuer",
              here,
              "pilothouse.auth.keys.encryption-keys[0]",
              Base64.getEncoder().encodeToString(KEY),
              "pilothouse.auth.first-administrator.password",
              "of-this-run-only-" + port,
              "spring.flyway.enabled",
              Boolean.toString(migrates),
              "spring.flyway.baseline-on-migrate",
              "true",
              "spring.flyway.baseline-version",
              "0");
      default -> Map.of("pilothouse.security.issuer", here);
    };
  }

  private static final byte[] KEY = key();

  private static byte[] key() {
    byte[] key = new byte[32];
    new java.security.SecureRandom().nextBytes(key);
    return key;
  }

  private int answer(int port, String path) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException notYet) {
      return 0;
    }
  }

  /** SIGTERM to the first process within, as a container gets it. */
  private static void stop(Process process) throws IOException, InterruptedException {
    for (ProcessHandle child : within(process)) {
      var command = new ArrayList<>(root());
      command.addAll(List.of("kill", "-TERM", Long.toString(child.pid())));
      new ProcessBuilder(command).inheritIO().start().waitFor();
    }
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly(); // takes the processes within along
      throw new IllegalStateException("it did not end within 60 s after SIGTERM");
    }
  }

  /** The service itself, below what prepares its root. */
  private static List<ProcessHandle> within(Process process) {
    return process.descendants().filter(child -> child.children().findAny().isEmpty()).toList();
  }

  private static List<String> root() {
    return System.getProperty("user.name").equals("root") ? List.of() : List.of("sudo", "-n");
  }

  private Path log(String service, String run) {
    return folder.resolve(service + "." + run + ".log");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}

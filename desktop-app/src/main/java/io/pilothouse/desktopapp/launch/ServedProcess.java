package io.pilothouse.desktopapp.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilothouse.localtwin.RunningTwin;
import io.pilothouse.localtwin.TwinException;
import io.pilothouse.localtwin.TwinOptions;
import io.pilothouse.localtwin.control.TwinControl;
import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.localtwin.process.StopSignal;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service as a process of its own on a running twin: it gets the places of its servers and their
 * passwords from the twin, in its environment, and stands for one pod of the service until {@link
 * #close}. It ends with this process however that ends. Used by one thread.
 */
public final class ServedProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final long LOOK_MILLIS = 100;
  private static final int LAST_LINES = 12;
  private static final Logger LOG = LoggerFactory.getLogger(ServedProcess.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TwinControl control;
  private final ProcessGuardian guardian;
  private final Process process;
  private final Path log;
  private final String url;
  private final String management;
  private long readyMillis;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  private ServedProcess(
      TwinControl control,
      ProcessGuardian guardian,
      Process process,
      Path log,
      String url,
      String management) {
    this.control = control;
    this.guardian = guardian;
    this.process = process;
    this.log = log;
    this.url = url;
    this.management = management;
  }

  /**
   * Starts a service and returns when it is ready and the twin sends it requests.
   *
   * @param blueprint how the service is told of it: a shipped system's key, or a file
   * @param port where it listens; 0 for a free one
   * @throws CannotOpenException if no twin of the system runs, it has no such service, the program
   *     is not built, or it does not become ready
   */
  public static ServedProcess start(Blueprint intent, String blueprint, String service, int port) {
    var options = TwinOptions.ofThisProcess().below(StateFolder.ofThisUser().path());
    RunningTwin twin =
        RunningTwin.find(options, intent.system())
            .filter(running -> running.control().isPresent())
            .orElseThrow(() ->
                CannotOpenException.notReachable(
                    Sentence.of("launch.serve.no-twin", intent.system())));
    var control =
        new TwinControl(
            twin.control().orElseThrow(), "serve-" + service + "-" + ProcessHandle.current().pid());
    try {
      return start(control, twin, options, intent, blueprint, service, port);
    } catch (TwinException e) {
      control.close();
      throw CannotOpenException.notReachable(e);
    } catch (RuntimeException e) {
      control.close();
      throw e;
    }
  }

  private static ServedProcess start(
      TwinControl control,
      RunningTwin twin,
      TwinOptions options,
      Blueprint intent,
      String blueprint,
      String service,
      int port) {
    int application = port == 0 ? freePort() : port;
    int managed = freePort();
    String url = "http://127.0.0.1:" + application;
    var properties = new HashMap<>(control.wiring(service));
    properties.put("server.port", Integer.toString(application));
    properties.put("server.address", "127.0.0.1");
    properties.put("management.server.port", Integer.toString(managed));
    properties.put("management.server.address", "127.0.0.1");
    var program = ServiceProgram.of(service);
    if (program.readsBlueprint()) {
      properties.put("pilothouse.blueprint", blueprint);
    }
    List<String> command = program.command();
    var guardian =
        ProcessGuardian.open(
            options.twins().resolveSibling("served").resolve(intent.system()), service);
    try {
      boolean authority = program.module().equals("auth-service");
      Path secrets = Path.of(twin.endpoints().kubeconfig()).resolveSibling("auth-service");
      if (authority) {
        properties.putAll(AuthorityOnTwin.properties(url, secrets, intent));
      }
      if (program.module().equals("api-gateway")) {
        properties.putAll(GatewayOnTwin.properties(control.instances(), intent));
      }
      Path log = guardian.runDirectory().resolve("service.log");
      long began = System.nanoTime();
      Process process = process(command, properties, log);
      guardian.register(process.pid(), StopSignal.TERMINATE);
      var served =
          new ServedProcess(control, guardian, process, log, url, "http://127.0.0.1:" + managed);
      served.awaitReady(service);
      served.readyMillis = Duration.ofNanos(System.nanoTime() - began).toMillis();
      control.attach(
          service,
          served.url,
          served.management,
          authority ? Optional.of(AuthorityOnTwin.visitor(secrets)) : Optional.empty());
      served.makeCache(program, properties);
      return served;
    } catch (IOException e) {
      guardian.close();
      throw CannotOpenException.notReachable(
          Sentence.of("launch.serve.not-started", service, e.toString()));
    } catch (RuntimeException e) {
      guardian.close();
      throw e;
    }
  }

  /** From the process's start until it said that it was ready, as it was seen from here. */
  public long readyMillis() {
    return readyMillis;
  }

  /** Where it takes requests. */
  public String url() {
    return url;
  }

  /** Where it tells its health and figures. */
  public String management() {
    return management;
  }

  public long pid() {
    return process.pid();
  }

  /** Waits until it ends by itself; its exit code. */
  public int await() throws InterruptedException {
    return process.waitFor();
  }

  /** The last lines that it logged. */
  public String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    control.close();
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    guardian.unregister(process.pid());
    guardian.close();
    http.close();
  }

  private static Process process(List<String> command, Map<String, String> properties, Path log)
      throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().put("SPRING_APPLICATION_JSON", json(properties));
    builder.redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    return builder.start();
  }

  private static String json(Map<String, String> properties) {
    try {
      return JSON.writeValueAsString(properties);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts cannot be written as JSON", e);
    }
  }

  /**
   * Makes the cache of classes with which the next process of the program starts faster, in a run
   * of its own beside this one. Whether it succeeds is of no matter.
   */
  private void makeCache(ServiceProgram program, Map<String, String> properties)
      throws IOException {
    Path cache = program.cache();
    if (Files.exists(cache)) {
      return;
    }
    Path written = guardian.runDirectory().resolve("training.aot");
    Process training =
        process(
            program.trainingCommand(written),
            properties,
            guardian.runDirectory().resolve("training.log"));
    guardian.register(training.pid(), StopSignal.KILL);
    var unused =
        training
            .onExit()
            .thenAccept(ended -> {
              guardian.unregister(ended.pid());
              if (Files.exists(written)) {
                keep(written, cache);
              }
            });
  }

  private static void keep(Path written, Path cache) {
    try {
      Path besides = Files.createTempFile(cache.getParent(), "service", ".aot");
      Files.copy(written, besides, StandardCopyOption.REPLACE_EXISTING);
      Files.move(besides, cache, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.info("no cache of classes at {} cause=\"{}\"", cache, e.toString());
    }
  }

  private void awaitReady(String service) {
    long limit = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!ready()) {
        if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > limit) {
          throw CannotOpenException.notReachable(
              Sentence.of("launch.serve.not-started", service, lastLines()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CannotOpenException.notReachable(
          Sentence.of("launch.serve.not-started", service, "interrupted"));
    }
  }

  private boolean ready() throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(management + "/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw CannotOpenException.notReachable(
          Sentence.of("launch.serve.not-started", "port", e.toString()));
    }
  }
}

package io.pilothouse.localtwin.control;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pilothouse.localtwin.ControlAddress;
import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.TwinException;
import io.pilothouse.localtwin.fault.ActiveFaults;
import io.pilothouse.localtwin.fault.FaultArguments;
import io.pilothouse.localtwin.fault.FaultCatalogue;
import io.pilothouse.localtwin.served.ServedInstance;
import io.pilothouse.localtwin.served.ServedInstances;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests for faults of a twin in this process: HTTP with JSON on loopback, a free port and
 * a token made for the run.
 *
 * <pre>
 * GET    /faults                 what goes on, and what could
 * POST   /faults                 {"fault": "...", "arguments": {...}, "holder": "..."}
 * DELETE /faults/ID              mends one
 * PUT    /holders/HOLDER         still there; to be said at least every {@link ActiveFaults#LEASE}
 * DELETE /holders/HOLDER         mends all that it holds, and ends its instances
 * GET    /services/SERVICE       what a process of it connects with, as properties; with passwords
 * GET    /instances              the processes that run as instances of services
 * POST   /instances              {"service": "...", "holder": "...", "url": "...", "management": "..."}
 * </pre>
 */
public final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).addModule(new Jdk8Module()).build();

  private final ActiveFaults faults;
  private final ServedInstances instances;
  private final String token;
  private final HttpServer server;
  private final ScheduledExecutorService leases =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("twin-leases").factory());

  private ControlServer(ActiveFaults faults, ServedInstances instances, String token)
      throws IOException {
    this.faults = faults;
    this.instances = instances;
    this.token = token;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
  }

  /** Listens for a twin, and tells other processes of this user where. */
  public static ControlServer open(LocalTwin twin, InstantSource clock) {
    byte[] secret = new byte[24];
    new SecureRandom().nextBytes(secret);
    try {
      var control =
          new ControlServer(
              new ActiveFaults(twin, clock),
              new ServedInstances(twin, clock),
              HexFormat.of().formatHex(secret));
      control.server.start();
      var _ = control.leases.scheduleWithFixedDelay(control::expire, 1, 1, TimeUnit.SECONDS);
      twin.controlledAt(control.address());
      return control;
    } catch (IOException e) {
      throw new TwinException("The twin's control cannot listen: " + e.getMessage(), e);
    }
  }

  public ControlAddress address() {
    return new ControlAddress("http://127.0.0.1:" + server.getAddress().getPort(), token);
  }

  /** Ends listening and mends every fault. */
  @Override
  public void close() {
    leases.shutdownNow();
    server.stop(0);
    instances.close();
    faults.close();
  }

  private void expire() {
    try {
      faults.expire();
      instances.expire();
    } catch (RuntimeException e) {
      LOG.error("leases were not looked at", e);
    }
  }

  private record Asked(String fault, Map<String, String> arguments, String holder) {}

  private record Possible(String fault, String summary, List<String> parameters) {}

  private record Overview(List<ActiveFaults.Active> active, List<Possible> possible) {}

  private record Failure(String error) {}

  /** An instance without its secrets. */
  private record Running(String service, String url, String management) {
    static Running of(ServedInstance instance) {
      return new Running(instance.service(), instance.url(), instance.management());
    }
  }

  private record Answer(int status, Optional<Object> body) {
    static Answer of(Object body) {
      return new Answer(200, Optional.of(body));
    }

    static Answer empty() {
      return new Answer(204, Optional.empty());
    }

    static Answer failure(int status, Exception why) {
      return new Answer(status, Optional.of(new Failure(String.valueOf(why.getMessage()))));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = authorized(exchange) ? answer(exchange) : new Answer(401, Optional.empty());
      byte[] body =
          answer.body().isPresent() ? JSON.writeValueAsBytes(answer.body().get()) : new byte[0];
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      // A kept connection that the server gives up just when it is used again loses a request.
      exchange.getResponseHeaders().set("Connection", "close");
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private boolean authorized(HttpExchange exchange) {
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    return sent != null
        && MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8),
            ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    List<String> path =
        List.of(exchange.getRequestURI().getPath().replaceFirst("^/", "").split("/"));
    String last = path.getLast();
    try {
      return switch (exchange.getRequestMethod() + " " + path.getFirst() + "/" + path.size()) {
        case "GET faults/1" -> Answer.of(overview());
        case "POST faults/1" -> {
          Asked asked =
              JSON.readValue(exchange.getRequestBody().readAllBytes(), new TypeReference<>() {});
          yield Answer.of(
              faults.inject(asked.fault(), new FaultArguments(asked.arguments()), asked.holder()));
        }
        case "DELETE faults/2" -> {
          faults.mend(last);
          yield Answer.empty();
        }
        case "PUT holders/2" -> {
          faults.renew(last);
          instances.renew(last);
          yield Answer.empty();
        }
        case "DELETE holders/2" -> {
          instances.detach(last);
          faults.mendAllOf(last);
          yield Answer.empty();
        }
        case "GET services/2" -> Answer.of(instances.wiring(last));
        case "GET instances/1" -> Answer.of(instances.list().stream().map(Running::of).toList());
        case "POST instances/1" -> {
          instances.attach(
              JSON.readValue(exchange.getRequestBody().readAllBytes(), ServedInstance.class));
          yield Answer.empty();
        }
        default -> new Answer(404, Optional.of(new Failure("there is nothing here")));
      };
    } catch (NoSuchElementException e) {
      return Answer.failure(404, e);
    } catch (IllegalArgumentException | com.fasterxml.jackson.core.JacksonException e) {
      return Answer.failure(400, e);
    } catch (RuntimeException e) {
      return Answer.failure(500, e);
    }
  }

  private Overview overview() {
    return new Overview(
        faults.list(),
        FaultCatalogue.all().stream()
            .map(fault ->
                new Possible(
                    fault.name(),
                    fault.summary(),
                    fault.parameters().stream().map(p -> p.name()).toList()))
            .toList());
  }
}

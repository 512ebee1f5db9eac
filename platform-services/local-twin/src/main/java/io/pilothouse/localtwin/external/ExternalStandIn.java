package io.pilothouse.localtwin.external;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pilothouse.localtwin.TwinException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One external system: an HTTP server on loopback that says in JSON what it was asked. While it is
 * dead its port refuses connections, and open ones are cut.
 *
 * <p>Safe for use by any thread.
 */
public final class ExternalStandIn implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ExternalStandIn.class);

  private final String system;
  private final ExecutorService executor;
  private final LongAdder requests = new LongAdder();
  private volatile ExternalBehavior behavior = ExternalBehavior.SOUND;
  private volatile int port;

  /** Absent while it is dead. Guarded by this. */
  private @Nullable HttpServer server;

  /** Guarded by this. */
  private boolean closed;

  /**
   * Starts to listen at a free port.
   *
   * @param executor virtual threads, which the caller owns
   */
  ExternalStandIn(String system, ExecutorService executor) {
    this.system = system;
    this.executor = executor;
    revive();
  }

  /** The blueprint's id of it. */
  public String system() {
    return system;
  }

  /** Where it is called; ends with a slash. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port + "/" + system + "/");
  }

  /** Requests that reached it since the start. */
  public long requests() {
    return requests.sum();
  }

  public ExternalBehavior behavior() {
    return behavior;
  }

  /** Answers so from now on. */
  public void behave(ExternalBehavior behavior) {
    LOG.info("external system={} {}", system, behavior);
    this.behavior = behavior;
  }

  /** Whether it listens. */
  public synchronized boolean alive() {
    return server != null;
  }

  /** Stops listening and cuts what is open; nothing happens if it is dead already. */
  public synchronized void die() {
    if (server != null) {
      server.stop(0);
      server = null;
      LOG.info("external system={} port={} refuses connections", system, port);
    }
  }

  /** Listens again, at its old port unless another program has taken that meanwhile. */
  public synchronized void revive() {
    if (server != null || closed) {
      return;
    }
    try {
      server = listening();
      port = server.getAddress().getPort();
    } catch (IOException e) {
      throw new TwinException(
          "The external system " + system + " cannot listen: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    die();
  }

  private HttpServer listening() throws IOException {
    HttpServer listening;
    try {
      listening = HttpServer.create(address(port), 0);
    } catch (IOException taken) {
      listening = HttpServer.create(address(0), 0);
    }
    listening.setExecutor(executor);
    listening.createContext("/" + system, this::handle);
    listening.start();
    return listening;
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private void handle(HttpExchange exchange) {
    requests.increment();
    var now = behavior;
    try {
      CompletableFuture.delayedExecutor(now.latency().toMillis(), TimeUnit.MILLISECONDS, executor)
          .execute(() -> answer(exchange, now));
    } catch (RejectedExecutionException closing) {
      exchange.close();
    }
  }

  private void answer(HttpExchange exchange, ExternalBehavior now) {
    boolean wrong = ThreadLocalRandom.current().nextDouble() < now.errorShare();
    boolean refused = wrong && now.error() == ExternalBehavior.WrongAnswer.SERVER_ERROR;
    var text =
        refused
            ? "{\"error\":\"internal\"}"
            : "{\"system\":\"%s\",\"asked\":\"%s\",\"answer\":%d}"
                .formatted(system, exchange.getRequestURI().getRawPath(), requests.sum());
    byte[] body =
        (wrong && !refused ? text.substring(0, text.length() / 2) : text)
            .getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(refused ? 500 : 200, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException gaveUp) {
      LOG.debug("external system={} its caller has gone: {}", system, gaveUp.toString());
    }
  }
}

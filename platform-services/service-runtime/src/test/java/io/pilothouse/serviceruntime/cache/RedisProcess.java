package io.pilothouse.serviceruntime.cache;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.ClientResources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** A real Redis on a free port that a test can stop and start. */
public final class RedisProcess implements AutoCloseable {

  private final ClientResources resources;
  private final int port = freePort();
  private RedisServer server = build();
  private @Nullable ProcessHandle stopped;

  public RedisProcess(ClientResources resources) {
    this.resources = resources;
  }

  public void start() {
    server = build();
    server.start();
  }

  public void stop() {
    if (server.isActive()) {
      server.stop();
    }
  }

  /** The process goes on to exist and answers nothing: connections stay open. */
  public void pause() {
    signal("STOP");
  }

  public void resume() {
    signal("CONT");
  }

  /** Ends the process as an out-of-memory killer does. */
  public void kill() {
    var process = process();
    process.destroyForcibly();
    process.onExit().join();
    stop();
  }

  public RedisURI uri() {
    return RedisURI.create("127.0.0.1", port);
  }

  /** Looks into the server on a connection of its own. */
  public <T> T ask(Function<RedisCommands<String, String>, T> question) {
    var client = RedisClient.create(resources, uri());
    try (var connection = client.connect()) {
      return question.apply(connection.sync());
    } finally {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  private ProcessHandle process() {
    long pid =
        Long.parseLong(
            ask(commands -> commands.info("server"))
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .findFirst()
                .orElseThrow()
                .substring("process_id:".length()));
    return ProcessHandle.of(pid).orElseThrow();
  }

  private void signal(String name) {
    try {
      if (name.equals("STOP")) {
        stopped = process();
      }
      var handle = stopped;
      if (handle == null) {
        throw new IllegalStateException("pause before resume");
      }
      new ProcessBuilder("kill", "-" + name, String.valueOf(handle.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }

  private RedisServer build() {
    return RedisServer.builder()
        .port(port)
        .bind("127.0.0.1")
        .setting("save \"\"")
        .setting("appendonly no")
        .build();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port on loopback", e);
    }
  }
}

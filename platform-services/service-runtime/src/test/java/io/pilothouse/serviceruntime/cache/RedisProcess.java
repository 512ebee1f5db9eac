package io.pilothouse.serviceruntime.cache;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.ClientResources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import redis.embedded.RedisServer;

/** A real Redis on a free port that a test can stop and start. */
final class RedisProcess implements AutoCloseable {

  private final ClientResources resources;
  private final int port = freePort();
  private RedisServer server = build();

  RedisProcess(ClientResources resources) {
    this.resources = resources;
  }

  void start() {
    server = build();
    server.start();
  }

  void stop() {
    if (server.isActive()) {
      server.stop();
    }
  }

  RedisURI uri() {
    return RedisURI.create("127.0.0.1", port);
  }

  /** Looks into the server on a connection of its own. */
  <T> T ask(Function<RedisCommands<String, String>, T> question) {
    var client = RedisClient.create(resources, uri());
    try (var connection = client.connect()) {
      return question.apply(connection.sync());
    } finally {
      client.shutdown(0, 1, TimeUnit.SECONDS);
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

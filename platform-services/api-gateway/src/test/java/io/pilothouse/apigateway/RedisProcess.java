package io.pilothouse.apigateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A real Redis on one port that a test can stop and start. */
final class RedisProcess implements AutoCloseable {

  private final int port;
  private RedisServer server;

  RedisProcess() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    server = build();
    server.start();
  }

  String url() {
    return "redis://127.0.0.1:" + port;
  }

  void kill() throws IOException {
    server.stop();
  }

  void startAgain() throws IOException {
    server = build();
    server.start();
  }

  private RedisServer build() throws IOException {
    return RedisServer.builder()
        .port(port)
        .bind("127.0.0.1")
        .setting("save \"\"")
        .setting("appendonly no")
        .build();
  }

  @Override
  public void close() throws IOException {
    if (server.isActive()) {
      server.stop();
    }
  }
}

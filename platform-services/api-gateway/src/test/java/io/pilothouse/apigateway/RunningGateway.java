package io.pilothouse.apigateway;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway as its main class starts it, on free ports. */
final class RunningGateway implements AutoCloseable {

  private final ConfigurableApplicationContext context;
  private final int lastPort;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  RunningGateway(Map<String, String> properties) {
    var all = new HashMap<String, Object>(properties);
    all.putIfAbsent("server.port", "0");
    all.putIfAbsent("management.server.port", "0");
    all.putIfAbsent("logging.level.root", System.getProperty("test.log", "error"));
    context = new SpringApplicationBuilder(ApiGateway.class).properties(all).run(arguments(all));
    lastPort = port();
  }

  private static String[] arguments(Map<String, Object> properties) {
    return properties.entrySet().stream()
        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);
  }

  int port() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  int managementPort() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.management.port"));
  }

  /** A request to be completed. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  HttpResponse<String> get(String path, String... headers) throws IOException {
    var request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** What management shows. */
  String metrics() throws IOException {
    return send(HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + managementPort() + "/actuator/prometheus")))
        .body();
  }

  /** A connection over which a test may say anything. */
  Socket connect() throws IOException {
    var socket = new Socket("127.0.0.1", port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Whether anybody listens on its port. */
  boolean takesConnections() {
    try (var socket = new Socket("127.0.0.1", lastPort)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  @Override
  public void close() {
    client.shutdownNow();
    context.close();
  }
}

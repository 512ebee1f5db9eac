package io.pilothouse.desktopapp.update;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A feed of releases on this machine. */
final class FeedServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();
  private volatile String body = "";
  private volatile int status = 200;
  private volatile boolean stuck;

  /** A request as it came. */
  record Asked(String line, Map<String, List<String>> headers, String body) {}

  FeedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/releases/latest");
  }

  void says(int code, String content) {
    status = code;
    body = content;
  }

  /** Says {@code tag} is the newest. */
  void names(String tag) {
    says(
        200,
        "{\"tag_name\":\"%s\",\"html_url\":\"https://example.org/releases/%s\",\"draft\":false,\"prerelease\":false}"
            .formatted(tag, tag));
  }

  /** Begins answers and never ends them. */
  void getsStuck() {
    stuck = true;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    ended.countDown();
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(
          new Asked(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              Map.copyOf(exchange.getRequestHeaders()),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      byte[] content = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, stuck ? content.length + 1 : content.length);
      exchange.getResponseBody().write(content);
      exchange.getResponseBody().flush();
      if (stuck) {
        ended.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

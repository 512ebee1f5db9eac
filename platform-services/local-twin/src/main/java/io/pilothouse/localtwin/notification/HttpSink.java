package io.pilothouse.localtwin.notification;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pilothouse.localtwin.notification.Notification.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The other end of webhooks and of the text message gateway: {@code POST /webhooks/HOST/PATH} and
 * {@code POST /sms/NUMBER} are taken and handed on, {@code GET /notifications} shows all that the
 * sinks have.
 */
final class HttpSink implements AutoCloseable {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final int LONGEST_BODY = 1 << 20;

  /** Is given what came. */
  interface Inbox {
    void accept(Channel channel, String receiver, String body);
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Inbox inbox;
  private final Supplier<List<Notification>> shown;

  private HttpSink(HttpServer server, Inbox inbox, Supplier<List<Notification>> shown) {
    this.server = server;
    this.inbox = inbox;
    this.shown = shown;
  }

  static HttpSink start(Inbox inbox, Supplier<List<Notification>> shown) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var sink = new HttpSink(server, inbox, shown);
    server.createContext("/", sink::handle);
    server.setExecutor(sink.threads);
    server.start();
    return sink;
  }

  URI url() {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      if (exchange.getRequestMethod().equals("GET") && path.equals("/notifications")) {
        send(exchange, 200, JSON.writeValueAsBytes(JSON.valueToTree(lines())));
      } else if (!exchange.getRequestMethod().equals("POST")) {
        send(exchange, 405, new byte[0]);
      } else if (path.startsWith("/webhooks/")) {
        take(exchange, Channel.WEBHOOK, "https://" + path.substring("/webhooks/".length()));
      } else if (path.startsWith("/sms/")) {
        String number = path.substring("/sms/".length());
        take(exchange, Channel.SMS, URLDecoder.decode(number, StandardCharsets.UTF_8));
      } else {
        send(exchange, 404, new byte[0]);
      }
    }
  }

  private void take(HttpExchange exchange, Channel channel, String receiver) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
    if (body.length > LONGEST_BODY) {
      send(exchange, 413, new byte[0]);
      return;
    }
    inbox.accept(channel, receiver, new String(body, StandardCharsets.UTF_8));
    send(exchange, 202, new byte[0]);
  }

  private com.fasterxml.jackson.databind.node.ArrayNode lines() {
    var all = JsonNodeFactory.instance.arrayNode();
    for (Notification told : shown.get()) {
      all.addObject()
          .put("at", told.at().toString())
          .put("channel", told.channel().name())
          .put("receiver", told.receiver())
          .put("alertRule", told.alertRule())
          .put("condition", told.condition())
          .put("subject", told.subject())
          .put("payload", told.payload());
    }
    return all;
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}

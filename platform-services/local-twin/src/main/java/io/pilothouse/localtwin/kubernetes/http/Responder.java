package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.pilothouse.localtwin.kubernetes.model.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the answer to one exchange. */
final class Responder {
  private final HttpExchange exchange;
  private boolean answered;

  Responder(HttpExchange exchange) {
    this.exchange = exchange;
  }

  void json(int code, JsonNode body) throws IOException {
    bytes(code, "application/json", Json.write(body));
  }

  void json(int code, byte[] body) throws IOException {
    bytes(code, "application/json", body);
  }

  void text(int code, String body) throws IOException {
    bytes(code, "text/plain", body.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(int code, String contentType, byte[] body) throws IOException {
    OutputStream out = start(code, contentType, body.length == 0 ? -1 : body.length);
    out.write(body);
  }

  /** Begins a chunked answer of unknown length. */
  OutputStream stream(String contentType) throws IOException {
    return start(200, contentType, 0);
  }

  private OutputStream start(int code, String contentType, long length) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.getResponseHeaders().set("Cache-Control", "no-cache, private");
    exchange.sendResponseHeaders(code, length);
    answered = true;
    return exchange.getResponseBody();
  }

  /** Whether headers have gone out, so that no other answer can be given. */
  boolean answered() {
    return answered;
  }
}

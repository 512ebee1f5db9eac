package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.pilothouse.localtwin.kubernetes.model.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Writes the answer to one exchange; a large one compressed, if the client takes it so. */
final class Responder {
  /** From which on Kubernetes compresses an answer. */
  private static final int LARGE = 128 << 10;

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
    byte[] sent = body;
    if (body.length > LARGE && takesGzip()) {
      sent = compressed(body);
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
    }
    OutputStream out = start(code, contentType, sent.length == 0 ? -1 : sent.length);
    out.write(sent);
  }

  private boolean takesGzip() {
    return exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of()).stream()
        .flatMap(header -> List.of(header.toLowerCase(Locale.ROOT).split(",")).stream())
        .map(String::strip)
        .anyMatch(coding -> coding.equals("gzip"));
  }

  /** At the level that Kubernetes uses: the fastest. */
  private static byte[] compressed(byte[] body) throws IOException {
    var bytes = new ByteArrayOutputStream(body.length / 8);
    try (var gzip =
        new GZIPOutputStream(bytes, 1 << 16) {
          {
            def.setLevel(Deflater.BEST_SPEED);
          }
        }) {
      gzip.write(body);
    }
    return bytes.toByteArray();
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

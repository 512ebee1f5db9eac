package io.pilothouse.localtwin.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How requests to Azure's resource manager and its answers look over HTTP. */
final class ArmHttp {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ArmHttp() {}

  /** The headers that every answer has; may be added to. */
  static Map<String, String> headers(String requestId) {
    var headers = new HashMap<String, String>();
    headers.put("x-ms-request-id", requestId);
    headers.put("x-ms-correlation-request-id", requestId);
    return headers;
  }

  /** The header by which a caller signs in; empty without one. */
  static String authorization(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
  }

  /**
   * A request as it came.
   *
   * @param own where the endpoint listens
   * @throws Arm.Failure if its body is not JSON
   */
  static Arm.Request request(
      HttpExchange exchange, AzureTokens.Role role, String correlation, URI own)
      throws IOException {
    URI uri = exchange.getRequestURI();
    List<String> segments =
        // Decoded before it is split: an id that came as one encoded segment is a path as well.
        Arrays.stream(
                URLDecoder.decode(path(uri).replace("+", "%2B"), StandardCharsets.UTF_8).split("/"))
            .filter(s -> !s.isEmpty())
            .toList();
    Map<String, String> query = new HashMap<>();
    for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    JsonNode body;
    try {
      body = bytes.length == 0 ? JsonNodeFactory.instance.missingNode() : JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new Arm.Failure(
          400, "InvalidRequestContent", "The request content was invalid and not JSON.");
    }
    return new Arm.Request(
        exchange.getRequestMethod(),
        segments,
        query,
        body,
        base(exchange, own),
        role == AzureTokens.Role.CONTRIBUTOR,
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-Match")),
        correlation);
  }

  /** Monitor's library begins its paths with two slashes, which the JDK reads as an authority. */
  private static String path(URI uri) {
    return uri.getScheme() == null && uri.getRawAuthority() != null
        ? "/" + uri.getRawAuthority() + uri.getRawPath()
        : uri.getRawPath();
  }

  /** The links in an answer lead the way that the request came: a client behind a proxy says so. */
  private static String base(HttpExchange exchange, URI own) {
    String host = host(exchange);
    String protocol =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Forwarded-Proto"))
            .orElse("http");
    return host.isEmpty() ? own.toString() : protocol + "://" + host;
  }

  /** The host that the caller meant; empty if it came straight here. */
  static String host(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Forwarded-Host"))
        .orElse("");
  }

  /** Sends an answer; the exchange remains to be closed. */
  static void send(HttpExchange exchange, Arm.Response response, Map<String, String> headers)
      throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    if (response.body().isMissingNode()) {
      exchange.sendResponseHeaders(response.status(), -1);
      return;
    }
    byte[] bytes = JSON.writeValueAsBytes(response.body());
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(response.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}

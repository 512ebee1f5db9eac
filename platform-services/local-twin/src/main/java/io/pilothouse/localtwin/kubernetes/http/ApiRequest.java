package io.pilothouse.localtwin.kubernetes.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.FieldSelector;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.LabelSelector;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request, read to its end. */
record ApiRequest(
    String method,
    List<String> segments,
    Map<String, String> query,
    String accept,
    String contentType,
    String authorization,
    String impersonatedUser,
    List<String> impersonatedGroups,
    boolean upgrade,
    byte[] body) {

  /** The API server's own limit on a body. */
  private static final int LARGEST_BODY = 3 << 20;

  static ApiRequest read(HttpExchange exchange) throws IOException {
    byte[] body;
    try (InputStream in = exchange.getRequestBody()) {
      body = in.readNBytes(LARGEST_BODY + 1);
    }
    if (body.length > LARGEST_BODY) {
      throw ApiFailure.badRequest("limit is " + LARGEST_BODY + " bytes");
    }
    var headers = exchange.getRequestHeaders();
    return new ApiRequest(
        exchange.getRequestMethod(),
        Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
            .filter(segment -> !segment.isEmpty())
            .map(ApiRequest::decode)
            .toList(),
        query(exchange.getRequestURI().getRawQuery()),
        String.join(",", headers.getOrDefault("Accept", List.of())),
        text(headers.getFirst("Content-Type")).toLowerCase(Locale.ROOT),
        text(headers.getFirst("Authorization")),
        text(headers.getFirst("Impersonate-User")),
        headers.getOrDefault("Impersonate-Group", List.of()),
        text(headers.getFirst("Upgrade")).equalsIgnoreCase("websocket"),
        body);
  }

  private static String text(@org.jspecify.annotations.Nullable String header) {
    return header == null ? "" : header;
  }

  private static Map<String, String> query(@org.jspecify.annotations.Nullable String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
      }
    }
    return query;
  }

  private static String decode(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  boolean flag(String name) {
    return List.of("true", "1").contains(parameter(name));
  }

  int number(String name, int otherwise) {
    String text = parameter(name);
    try {
      return text.isEmpty() ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      throw ApiFailure.badRequest(name + ": expected a number, got '" + text + "'");
    }
  }

  boolean dryRun() {
    return parameter("dryRun").equals("All");
  }

  Selection selection(String namespace) {
    return new Selection(
        namespace,
        LabelSelector.parse(parameter("labelSelector")),
        FieldSelector.parse(parameter("fieldSelector")));
  }

  /** The body as a tree, whatever of its formats it came in; an empty object when there is none. */
  JsonNode tree() {
    if (body.length == 0) {
      return Json.object();
    }
    return switch (mediaType()) {
      case "application/yaml", "application/apply-patch+yaml" -> Json.read(body, true);
      case "application/vnd.kubernetes.protobuf" -> ProtobufBody.read(body);
      case "",
          "application/json",
          "application/json-patch+json",
          "application/merge-patch+json",
          "application/strategic-merge-patch+json" ->
          Json.read(body, false);
      default -> throw ApiFailure.unsupportedMediaType(contentType);
    };
  }

  ObjectNode object() {
    if (tree() instanceof ObjectNode object) {
      return object;
    }
    throw ApiFailure.badRequest("the body is not an object");
  }

  String mediaType() {
    int parameters = contentType.indexOf(';');
    return (parameters < 0 ? contentType : contentType.substring(0, parameters)).strip();
  }
}

package io.pilothouse.apigateway.route;

import io.pilothouse.apigateway.edge.RequestPassage;
import io.pilothouse.apigateway.edge.SecurityHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/** Which headers go through the gateway, each way, and which the gateway writes itself. */
final class PassedHeaders {

  /** Between two neighbours only (RFC 9110, 7.6.1), or made anew for the next one. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "content-length");

  /** What services believe or act on, and a client therefore may not say. */
  private static final Set<String> NOT_THE_CLIENTS =
      Set.of(
          "host",
          "expect",
          "proxy",
          "forwarded",
          "via",
          "x-real-ip",
          "x-client-ip",
          "true-client-ip",
          "x-request-id",
          "traceparent",
          "x-original-url",
          "x-rewrite-url",
          "x-http-method",
          "x-http-method-override",
          "x-method-override");

  /** What tells strangers of the inside. */
  private static final Set<String> NOT_FOR_STRANGERS =
      Set.of("server", "via", "x-powered-by", "x-application-context", "x-request-id", "alt-svc");

  private PassedHeaders() {}

  /** A client's headers as the service gets them. */
  static HttpHeaders toService(HttpHeaders fromClient, RequestPassage passage, String peer) {
    var nominated = nominated(fromClient);
    var headers = new HttpHeaders();
    fromClient.forEach((name, values) -> {
      var key = name.toLowerCase(Locale.ROOT);
      if (!HOP_BY_HOP.contains(key)
          && !NOT_THE_CLIENTS.contains(key)
          && !key.startsWith("x-forwarded-")
          && !key.startsWith("x-internal-")
          && !nominated.contains(key)
          && !(key.equals("tracestate") && !passage.trace().continued())) {
        headers.addAll(name, values);
      }
    });
    var origin = passage.origin();
    headers.set(
        "X-Forwarded-For", origin.address().equals(peer) ? peer : origin.address() + ", " + peer);
    headers.set("X-Forwarded-Proto", origin.scheme());
    if (!origin.host().isEmpty()) {
      headers.set("X-Forwarded-Host", origin.host());
    }
    headers.set("X-Request-Id", passage.requestId());
    headers.set("traceparent", passage.trace().header());
    return headers;
  }

  /** A service's headers as the client gets them; the gateway alone speaks of origins. */
  static HttpHeaders toClient(HttpHeaders fromService) {
    var nominated = nominated(fromService);
    var headers = new HttpHeaders();
    fromService.forEach((name, values) -> {
      var key = name.toLowerCase(Locale.ROOT);
      if (!HOP_BY_HOP.contains(key)
          && !NOT_FOR_STRANGERS.contains(key)
          && !SecurityHeaders.names().contains(key)
          && !key.startsWith("access-control-")
          && !key.startsWith("x-internal-")
          && !nominated.contains(key)) {
        headers.addAll(name, values);
      }
    });
    return headers;
  }

  private static Set<String> nominated(HttpHeaders headers) {
    List<String> values = headers.getOrEmpty(HttpHeaders.CONNECTION);
    var names = new HashSet<String>();
    for (var value : values) {
      for (var name : value.split(",", -1)) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}

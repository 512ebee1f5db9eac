package io.pilothouse.apigateway.edge;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer of the gateway's own to a request that it does not pass on, as RFC 9457 writes it.
 * Nothing of the inside is in it.
 *
 * @param status the answer's
 * @param kind the last part of its type, {@code urn:pilothouse:problem:KIND}, and its name in
 *     metrics and logs
 * @param detail a sentence for the caller
 */
public record Problem(HttpStatus status, String kind, String detail) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Writes it, unless an answer was begun already. */
  public void write(HttpServletResponse response, String requestId) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "urn:pilothouse:problem:" + kind);
    body.put("title", status.getReasonPhrase());
    body.put("status", status.value());
    body.put("detail", detail);
    body.put("requestId", requestId);
    byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status.value());
    response.setContentType("application/problem+json");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}

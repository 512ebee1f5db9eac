package io.pilothouse.serviceruntime.spring.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/**
 * A failure as a caller is told it (RFC 9457).
 *
 * @param status the answer's status
 * @param kind the last part of its type, {@code urn:pilothouse:problem:KIND}
 * @param detail a sentence for a person; nothing of the inside
 */
public record Problem(HttpStatus status, String kind, String detail) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Its type as an address. */
  public URI type() {
    return URI.create("urn:pilothouse:problem:" + kind);
  }

  /** As Spring's own body. */
  public ProblemDetail body() {
    var body = ProblemDetail.forStatusAndDetail(status, detail);
    body.setType(type());
    return body;
  }

  /** Writes it as the whole answer, unless an answer was begun. */
  public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type().toString());
    body.put("title", status.getReasonPhrase());
    body.put("status", status.value());
    body.put("detail", detail);
    body.put("instance", request.getRequestURI());
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getOutputStream()
        .write(JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
  }
}

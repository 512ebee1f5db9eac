package io.pilothouse.apigateway.route;

import io.pilothouse.apigateway.edge.RequestPassage;
import io.pilothouse.serviceruntime.spring.problem.Problem;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/** The gateway's own answer in the place of a service's. */
final class RefusedResponse implements ServerResponse {

  private final Problem problem;
  private final HttpHeaders headers = new HttpHeaders();

  /** With a number of seconds after which to come again, if it is above 0. */
  RefusedResponse(Problem problem, long retryAfterSeconds) {
    this.problem = problem;
    if (retryAfterSeconds > 0) {
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds));
    }
  }

  @Override
  public HttpStatusCode statusCode() {
    return problem.status();
  }

  @Override
  public HttpHeaders headers() {
    return headers;
  }

  @Override
  public MultiValueMap<String, Cookie> cookies() {
    return new LinkedMultiValueMap<>();
  }

  @Override
  public @Nullable ModelAndView writeTo(
      HttpServletRequest request, HttpServletResponse response, Context context)
      throws IOException {
    headers.forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
    RequestPassage.of(request).refuse(request, response, problem);
    return null;
  }
}

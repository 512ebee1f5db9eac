package io.pilothouse.apigateway.limit;

import io.pilothouse.apigateway.edge.RequestPassage;
import io.pilothouse.serviceruntime.spring.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Refuses, with 429 and when to come again, who has asked for more than the limit. */
final class RateLimitFilter extends HttpFilter {

  private static final long serialVersionUID = 1;

  private final transient RateLimit limit;
  private final transient List<String> openPaths;
  private final transient Function<RequestPassage, Optional<String>> caller;

  /**
   * A filter.
   *
   * @param caller whom a request counts for; nobody's is let through
   */
  RateLimitFilter(
      RateLimit limit, List<String> openPaths, Function<RequestPassage, Optional<String>> caller) {
    this.limit = limit;
    this.openPaths = openPaths;
    this.caller = caller;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var passage = RequestPassage.of(request);
    var counted = caller.apply(passage);
    if (counted.isEmpty() || openPaths.contains(request.getRequestURI())) {
      chain.doFilter(request, response);
      return;
    }
    var decision = limit.take(counted.orElseThrow());
    response.addHeader("RateLimit-Policy", limit.quota().policy());
    response.addHeader("RateLimit", limit.quota().state(decision));
    if (decision.passes()) {
      chain.doFilter(request, response);
      return;
    }
    long wait = Quota.seconds(decision.reset());
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait));
    passage.refuse(
        request,
        response,
        new Problem(
            HttpStatus.TOO_MANY_REQUESTS,
            "too-many-requests",
            "More requests than are taken. Come again in " + wait + " s."));
  }
}

package io.pilothouse.apigateway.edge;

import io.pilothouse.apigateway.GatewayProperties;
import io.pilothouse.serviceruntime.spring.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;

/**
 * The first and last thing that a request meets: it gets an id and a place in a trace, its origin
 * is made out, what is wrong with it at first sight is refused, and when it has ended it is counted
 * and written down.
 */
public final class EdgeFilter extends HttpFilter {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(EdgeFilter.class);
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");

  private final transient GatewayProperties properties;
  private final transient TrustedProxies proxies;
  private final transient PassageLog passages;

  public EdgeFilter(GatewayProperties properties, PassageLog passages) {
    this.properties = properties;
    this.proxies = new TrustedProxies(properties.trustedProxies());
    this.passages = passages;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    long began = System.nanoTime();
    var origin = origin(request);
    var passage =
        new RequestPassage(
            requestId(request),
            TraceParent.after(Optional.ofNullable(request.getHeader("traceparent"))),
            origin);
    passage.attach(request);
    response.setHeader("X-Request-Id", passage.requestId());
    SecurityHeaders.set(response, origin.scheme().equals("https"));
    MDC.put("requestId", passage.requestId());
    MDC.put("traceId", passage.trace().traceId());
    try {
      pass(request, response, passage, chain);
    } finally {
      passages.ended(request, response, passage, began);
      MDC.remove("requestId");
      MDC.remove("traceId");
    }
  }

  private void pass(
      HttpServletRequest request,
      HttpServletResponse response,
      RequestPassage passage,
      FilterChain chain)
      throws IOException {
    var problem = objection(request);
    if (problem.isPresent()) {
      passage.refuse(request, response, problem.orElseThrow());
      return;
    }
    try {
      chain.doFilter(new RequestBody(request, properties.body(), System::nanoTime), response);
    } catch (RuntimeException | ServletException e) {
      LOG.error("request failed request={}", passage.requestId(), e);
      if (response.isCommitted()) {
        passage.breakOff("unforeseen");
      } else {
        response.resetBuffer();
        passage.refuse(
            request,
            response,
            new Problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "unforeseen",
                "The request could not be answered."));
      }
    }
  }

  private Optional<Problem> objection(HttpServletRequest request) {
    var path = PathGuard.objection(request.getRequestURI());
    if (path.isPresent()) {
      return Optional.of(
          new Problem(
              HttpStatus.BAD_REQUEST,
              "path-ambiguous",
              "The path has " + path.orElseThrow() + ", which services could read differently."));
    }
    if (request.getContentLengthLong() > properties.body().maximum().toBytes()) {
      return Optional.of(
          new Problem(
              HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "The body is larger than is taken."));
    }
    var upgrade = request.getHeader("Upgrade");
    if (upgrade != null && upgrade.toLowerCase(java.util.Locale.ROOT).contains("websocket")) {
      return Optional.of(
          new Problem(
              HttpStatus.NOT_IMPLEMENTED,
              "websocket-unsupported",
              "This gateway passes no WebSockets; use requests or server-sent events."));
    }
    return Optional.empty();
  }

  private ClientOrigin origin(HttpServletRequest request) {
    var peer = request.getRemoteAddr();
    boolean trusted = proxies.trusts(peer);
    var scheme = trusted ? request.getHeader("X-Forwarded-Proto") : null;
    var host = trusted ? request.getHeader("X-Forwarded-Host") : null;
    return new ClientOrigin(
        proxies.client(peer, values(request, "X-Forwarded-For")),
        "https".equalsIgnoreCase(scheme) || (scheme == null && request.isSecure())
            ? "https"
            : "http",
        Optional.ofNullable(host)
            .or(() -> Optional.ofNullable(request.getHeader("Host")))
            .orElse(""));
  }

  private static String requestId(HttpServletRequest request) {
    var given = request.getHeader("X-Request-Id");
    return given != null && REQUEST_ID.matcher(given).matches()
        ? given
        : UUID.randomUUID().toString();
  }

  private static List<String> values(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }
}

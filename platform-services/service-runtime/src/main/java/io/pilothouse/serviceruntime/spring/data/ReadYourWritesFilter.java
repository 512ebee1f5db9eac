package io.pilothouse.serviceruntime.spring.data;

import io.pilothouse.serviceruntime.data.RoutingPolicy;
import io.pilothouse.serviceruntime.data.WritePosition;
import io.pilothouse.serviceruntime.data.WriteSession;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Lets a client read what it wrote, whichever pod answers: a request that wrote tells the position
 * of the log in the header {@value #HEADER} and in a cookie of that name in lower case, and a
 * request that brings it is answered by a server that has it. A browser does so by itself.
 */
final class ReadYourWritesFilter extends OncePerRequestFilter {

  static final String HEADER = "Database-Position";
  static final String COOKIE = "database-position";

  private final RoutingPolicy policy;
  private final InstantSource clock;

  ReadYourWritesFilter(RoutingPolicy policy, InstantSource clock) {
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var session =
        new WriteSession(
            brought(request)
                .flatMap(text -> WritePosition.read(text, policy.writeLasting(), clock.instant())),
            position -> tell(request, response, position));
    try {
      session.<Boolean, Exception>run(() -> {
        chain.doFilter(request, response);
        return true;
      });
    } catch (ServletException | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private static Optional<String> brought(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(HEADER))
        .or(() ->
            Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
                .map(cookie -> cookie.getValue()));
  }

  private void tell(
      HttpServletRequest request, HttpServletResponse response, WritePosition position) {
    if (response.isCommitted()) {
      return;
    }
    response.setHeader(HEADER, position.text());
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(COOKIE, position.text())
            .maxAge(policy.writeLasting())
            .path("/")
            .httpOnly(true)
            .sameSite("Strict")
            .secure(request.isSecure())
            .build()
            .toString());
  }
}

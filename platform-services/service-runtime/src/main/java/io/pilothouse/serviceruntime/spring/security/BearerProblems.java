package io.pilothouse.serviceruntime.spring.security;

import io.pilothouse.serviceruntime.spring.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * What a caller without a good token, or without the permission, is told: 401 with the challenge of
 * RFC 6750, 403, or 503 when no token can be checked because the issuer never answered.
 */
public final class BearerProblems implements AuthenticationEntryPoint, AccessDeniedHandler {

  private static final Logger LOG = LoggerFactory.getLogger(BearerProblems.class);

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    if (failure instanceof AuthenticationServiceException) {
      LOG.warn("tokens cannot be checked cause=\"{}\"", failure.getMessage());
      response.setHeader(HttpHeaders.RETRY_AFTER, "5");
      new Problem(
              HttpStatus.SERVICE_UNAVAILABLE, "tokens-unchecked", "Tokens cannot be checked now.")
          .write(request, response);
    } else if (failure instanceof OAuth2AuthenticationException refused) {
      boolean malformed = refused.getError().getErrorCode().equals("invalid_request");
      response.setHeader(
          HttpHeaders.WWW_AUTHENTICATE,
          "Bearer error=\"" + (malformed ? "invalid_request" : "invalid_token") + "\"");
      var problem =
          malformed
              ? new Problem(
                  HttpStatus.BAD_REQUEST, "token-malformed", "The request carries no single token.")
              : new Problem(
                  HttpStatus.UNAUTHORIZED, "token-refused", "The bearer token is not accepted.");
      problem.write(request, response);
    } else {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      new Problem(HttpStatus.UNAUTHORIZED, "token-missing", "A bearer token is needed.")
          .write(request, response);
    }
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
      throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
    new Problem(HttpStatus.FORBIDDEN, "not-permitted", "The token does not permit this.")
        .write(request, response);
  }
}

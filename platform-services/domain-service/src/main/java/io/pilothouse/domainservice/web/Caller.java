package io.pilothouse.domainservice.web;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who makes the request. */
final class Caller {
  private static final String NOBODY = "anonymous";

  private Caller() {}

  /** The token's subject; {@code anonymous} where the service takes requests without one. */
  static String subject() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication == null || authentication.getName().isBlank()
        ? NOBODY
        : authentication.getName().equals("anonymousUser") ? NOBODY : authentication.getName();
  }
}

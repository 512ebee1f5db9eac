package io.pilothouse.authservice.oauth;

import io.pilothouse.authservice.Origin;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Where the request that this thread serves came from; the server's filters do not pass it on. */
final class Origins {
  private Origins() {}

  static Origin current() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes servlet
        ? new Origin(servlet.getRequest().getRemoteAddr())
        : new Origin("-");
  }
}

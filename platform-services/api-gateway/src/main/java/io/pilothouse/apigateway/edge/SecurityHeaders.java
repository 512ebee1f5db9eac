package io.pilothouse.apigateway.edge;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;

/**
 * What every answer tells a browser, whoever wrote it. The policy is an API's: nothing that comes
 * through here is a page, so nothing in it may load, run, or be framed.
 */
public final class SecurityHeaders {

  private static final Map<String, String> ALWAYS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Cross-Origin-Resource-Policy", "same-site");

  private static final String TRANSPORT = "Strict-Transport-Security";

  private SecurityHeaders() {}

  static void set(HttpServletResponse response, boolean secure) {
    ALWAYS.forEach(response::setHeader);
    if (secure) { // RFC 6797 has it sent over TLS alone.
      response.setHeader(TRANSPORT, "max-age=31536000; includeSubDomains");
    }
  }

  /** Their names in lower case: a service's own words on them do not count. */
  public static Set<String> names() {
    return Set.of(
        "x-content-type-options",
        "x-frame-options",
        "referrer-policy",
        "content-security-policy",
        "cross-origin-resource-policy",
        "strict-transport-security");
  }
}

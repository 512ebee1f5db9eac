package io.pilothouse.apigateway.route;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which paths go to which service.
 *
 * @param id its name in metrics and logs
 * @param prefixes begin with a slash and end without one; the longest that fits wins
 * @param target scheme, host and port, with a path before the request's own if it has one
 * @param strip leading segments of the path that the service does not see
 * @param timeout until the answer begins, and between two parts of it
 * @param permission what a token has to permit beside being good
 */
public record Route(
    String id,
    List<String> prefixes,
    URI target,
    int strip,
    Duration timeout,
    Optional<String> permission) {

  public Route {
    if (id.isBlank()) {
      throw new IllegalArgumentException("pilothouse.gateway.routes: a route without id");
    }
    if (prefixes.isEmpty()) {
      throw refused(id, "path is missing");
    }
    prefixes = prefixes.stream().map(prefix -> checked(id, prefix)).toList();
    if (target.getHost() == null
        || !("http".equals(target.getScheme()) || "https".equals(target.getScheme()))) {
      throw refused(id, "target must be http://HOST:PORT or https://HOST:PORT, got " + target);
    }
    if (strip < 0 || !timeout.isPositive()) {
      throw refused(id, "strip must not be negative and timeout must be positive");
    }
  }

  /** Whether a path is this route's: the prefix itself or anything below it. */
  boolean takes(String path, String prefix) {
    return path.startsWith(prefix)
        && (path.length() == prefix.length()
            || prefix.endsWith("/")
            || path.charAt(prefix.length()) == '/');
  }

  /** The service's own path for a path of the gateway; both as they stand in a request line. */
  String upstreamPath(String path) {
    int from = stripped(path);
    var rest = from == path.length() ? "/" : path.substring(from);
    var base = Optional.ofNullable(target.getRawPath()).orElse("").replaceAll("/+$", "");
    return base + rest;
  }

  /**
   * An address that the service names ({@code Location}) as it is seen from outside.
   *
   * @param path of the request that it answers
   */
  String outside(String location, String path) {
    var own = target.toString().replaceAll("/+$", "");
    var base = Optional.ofNullable(target.getRawPath()).orElse("").replaceAll("/+$", "");
    String inside;
    if (location.startsWith(own + "/") || location.equals(own)) {
      inside = location.substring(own.length());
    } else if (location.startsWith(base + "/") && !location.startsWith("//")) {
      inside = location.substring(base.length());
    } else {
      return location;
    }
    return path.substring(0, stripped(path)) + inside;
  }

  /** How many characters of a path the stripped segments are. */
  private int stripped(String path) {
    int from = 0;
    for (int n = 0; n < strip && from >= 0; n++) {
      from = path.indexOf('/', from + 1);
    }
    return from < 0 ? path.length() : from;
  }

  private static String checked(String id, String prefix) {
    var path = prefix.strip().replaceAll("/\\*\\*$", "");
    if (!path.startsWith("/") || path.contains("*") || path.contains("//")) {
      throw refused(id, "path must be a prefix such as /api/trips, got " + prefix);
    }
    return path.length() > 1 ? path.replaceAll("/$", "") : path;
  }

  private static IllegalArgumentException refused(String id, String why) {
    return new IllegalArgumentException("pilothouse.gateway.routes: route " + id + ": " + why);
  }
}

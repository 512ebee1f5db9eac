package io.pilothouse.apigateway.edge;

import java.util.Locale;
import java.util.Optional;

/**
 * Refuses paths that two programs could read differently: what the gateway has checked must be what
 * the service behind understands.
 */
final class PathGuard {

  private PathGuard() {}

  /**
   * What is wrong with a path as it stands in the request line; empty when nothing is.
   *
   * <p>Refused: parameters ({@code ;}), backslashes, empty and dot segments, and whatever is
   * encoded that need not or must not be: slashes, percent signs, dots, letters, controls.
   */
  static Optional<String> objection(String path) {
    if (!path.startsWith("/")) {
      return Optional.of("no absolute path");
    }
    if (path.indexOf(';') >= 0 || path.indexOf('\\') >= 0) {
      return Optional.of("a parameter or a backslash");
    }
    if (path.contains("//")) {
      return Optional.of("an empty segment");
    }
    for (var segment : path.split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        return Optional.of("a dot segment");
      }
    }
    for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
      if (!isNeeded(path, at)) {
        return Optional.of("an encoded character that must not be");
      }
    }
    return Optional.empty();
  }

  private static boolean isNeeded(String path, int at) {
    if (at + 3 > path.length()) {
      return false;
    }
    int code;
    try {
      code = Integer.parseInt(path.substring(at + 1, at + 3).toLowerCase(Locale.ROOT), 16);
    } catch (NumberFormatException e) {
      return false;
    }
    return code >= ' '
        && code != 0x7f
        && !Character.isLetterOrDigit(code < 0x80 ? code : ' ')
        && "%/\\.;-_~".indexOf(code) < 0;
  }
}

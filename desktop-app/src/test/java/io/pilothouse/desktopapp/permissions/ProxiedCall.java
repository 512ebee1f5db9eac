package io.pilothouse.desktopapp.permissions;

import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * One call that the product made to a control plane.
 *
 * @param path decoded, without the query
 */
record ProxiedCall(String method, String path, String query) {
  static ProxiedCall of(String method, String target) {
    // Azure Monitor's library begins paths with two slashes, which would be read as a host.
    URI uri = URI.create("http://plane" + target.replaceFirst("^/+", "/"));
    return new ProxiedCall(
        method, uri.getPath(), uri.getRawQuery() == null ? "" : uri.getRawQuery());
  }

  List<String> segments() {
    return Arrays.stream(path.split("/")).filter(s -> !s.isEmpty()).toList();
  }

  boolean is(String wanted) {
    return method.equals(wanted);
  }
}

package io.pilothouse.localtwin.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a request that changes something does, as the activity log names it. Pure.
 *
 * @param resource id of what it changes
 * @param operation such as {@code Microsoft.Network/virtualNetworks/subnets/write}
 */
record WriteRecord(String resource, String operation) {
  /** Actions that only read. */
  private static final Set<String> READS =
      Set.of("query", "forecast", "resources", "metrics:getbatch");

  /** Empty for a request that changes nothing. */
  static Optional<WriteRecord> of(String method, List<String> segments) {
    int provider = last(segments);
    boolean reads = method.equals("GET") || segments.isEmpty();
    if (reads || provider < 0 || READS.contains(lower(segments.getLast()))) {
      return Optional.empty();
    }
    List<String> below = segments.subList(provider + 2, segments.size());
    boolean action = method.equals("POST");
    List<String> path = action && !below.isEmpty() ? below.subList(0, below.size() - 1) : below;
    var types = new ArrayList<String>(List.of(segments.get(provider + 1)));
    for (int i = 0; i < path.size(); i += 2) {
      types.add(path.get(i));
    }
    String verb =
        switch (method) {
          case "POST" -> below.isEmpty() ? "action" : below.getLast() + "/action";
          case "DELETE" -> "delete";
          default -> "write";
        };
    int end = segments.size() - (action && !below.isEmpty() ? 1 : 0);
    return Optional.of(
        new WriteRecord(
            "/" + String.join("/", segments.subList(0, end)),
            String.join("/", types) + "/" + verb));
  }

  private static int last(List<String> segments) {
    for (int i = segments.size() - 3; i >= 0; i--) {
      if (segments.get(i).equalsIgnoreCase("providers")) {
        return i;
      }
    }
    return -1;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

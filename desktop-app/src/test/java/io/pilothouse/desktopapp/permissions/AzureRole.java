package io.pilothouse.desktopapp.permissions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A custom role of Azure as its file defines it; actions in lower case, as Azure compares them. */
record AzureRole(Set<String> actions) implements CallGate {
  AzureRole {
    actions = Set.copyOf(actions);
  }

  static AzureRole read(Path file) throws IOException {
    JsonNode role = new ObjectMapper().readTree(Files.readString(file));
    Set<String> actions = new TreeSet<>();
    for (JsonNode action : role.path("Actions")) {
      actions.add(action.asText().toLowerCase(Locale.ROOT));
    }
    return new AzureRole(actions);
  }

  AzureRole and(AzureRole other) {
    Set<String> both = new TreeSet<>(actions);
    both.addAll(other.actions);
    return new AzureRole(both);
  }

  @Override
  public Optional<String> refusal(ProxiedCall call) {
    String action = action(call);
    return actions.contains(action)
        ? Optional.empty()
        : Optional.of(
            """
            {"error":{"code":"AuthorizationFailed","message":"The client 'test' does not have \
            authorization to perform action '%s' over scope '%s' or the scope is invalid."}}\
            """
                .formatted(action, call.path()));
  }

  /** The action that Azure asks for before it answers a call. */
  static String action(ProxiedCall call) {
    return named(call).toLowerCase(Locale.ROOT);
  }

  private static String named(ProxiedCall call) {
    List<String> path = call.segments();
    if (path.getLast().equals("metrics:getBatch")) {
      return "Microsoft.Insights/metrics/read";
    }
    int providers = path.lastIndexOf("providers");
    if (providers < 0) {
      return "Microsoft.Resources/subscriptions/resourceGroups/read";
    }
    String provider = path.get(providers + 1);
    List<String> rest = path.subList(providers + 2, path.size());
    if (rest.getFirst().equals("locations")) {
      return provider + "/locations/" + rest.get(2) + "/read";
    }
    var types = new StringBuilder(provider);
    for (int i = 0; i < rest.size(); i += 2) {
      types.append('/').append(rest.get(i));
    }
    return types
        + switch (call.method()) {
          case "GET" -> "/read";
          case "POST" -> "/action";
          case "DELETE" -> "/delete";
          default -> "/write";
        };
  }
}

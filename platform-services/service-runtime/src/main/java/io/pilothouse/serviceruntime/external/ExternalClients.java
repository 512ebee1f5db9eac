package io.pilothouse.serviceruntime.external;

import java.util.Collection;
import java.util.Map;

/** The external systems that one service calls, each by a channel of its own. Immutable. */
public final class ExternalClients {

  private final Map<String, ExternalClient> bySystem;

  public ExternalClients(Map<String, ExternalClient> bySystem) {
    this.bySystem = Map.copyOf(bySystem);
  }

  /**
   * The channel to one system.
   *
   * @param system the blueprint's id of it
   * @throws IllegalArgumentException if the service was not told of it
   */
  public ExternalClient client(String system) {
    var client = bySystem.get(system);
    if (client == null) {
      throw new IllegalArgumentException(
          "no external system '"
              + system
              + "' is configured; set pilothouse.external."
              + system
              + ".url. Known: "
              + bySystem.keySet().stream().sorted().toList());
    }
    return client;
  }

  public Collection<ExternalClient> all() {
    return bySystem.values();
  }
}

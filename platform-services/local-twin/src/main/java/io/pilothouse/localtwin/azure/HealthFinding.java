package io.pilothouse.localtwin.azure;

/**
 * Whether a resource is available, as Resource Health judges it. Pure.
 *
 * @param state {@code Available}, {@code Unavailable}, {@code Degraded} or {@code Unknown}
 * @param reason {@code Unplanned}, {@code Planned}, {@code UserInitiated}; empty while available
 * @param summary one sentence on what is
 */
record HealthFinding(String state, String reason, String summary) {
  private static final String WELL =
      "There aren't any known Azure platform problems affecting this %s.";

  static HealthFinding of(ServerFacts server) {
    return switch (server.state()) {
      case "Ready" -> ready(server);
      case "Updating" ->
          new HealthFinding(
              "Degraded",
              "Unplanned",
              "The server fails over: its standby takes over from its primary.");
      case "Restarting" ->
          new HealthFinding("Unavailable", "UserInitiated", "The server is being restarted.");
      case "Stopped" ->
          new HealthFinding("Unavailable", "UserInitiated", "The server was stopped.");
      case "Starting" ->
          new HealthFinding("Unknown", "", "The server is being started and was not heard of yet.");
      default ->
          new HealthFinding(
              "Unavailable",
              "Unplanned",
              "The server does not take connections: its process is down or silent.");
    };
  }

  private static HealthFinding ready(ServerFacts server) {
    boolean bare =
        server.highlyAvailable() && !server.highAvailabilityState().equalsIgnoreCase("Healthy");
    return bare
        ? new HealthFinding(
            "Degraded",
            "Unplanned",
            "The server takes connections, but its standby is %s: it could not take over now."
                .formatted(server.highAvailabilityState()))
        : well("Azure Database for PostgreSQL flexible server");
  }

  static HealthFinding of(CacheFacts cache) {
    int down = cache.nodes().size() - cache.nodesUp();
    if (!cache.serving()) {
      return new HealthFinding(
          "Unavailable",
          "Unplanned",
          "A part of the keys has no primary: %d of %d nodes do not answer."
              .formatted(down, cache.nodes().size()));
    }
    return down > 0
        ? new HealthFinding(
            "Degraded",
            "Unplanned",
            "All keys are served, but %d of %d nodes do not answer."
                .formatted(down, cache.nodes().size()))
        : well("Azure Cache for Redis");
  }

  static HealthFinding of(ClusterFacts cluster) {
    return cluster.powerState().equalsIgnoreCase("Running")
        ? well("managed cluster")
        : new HealthFinding("Unavailable", "UserInitiated", "The cluster was stopped.");
  }

  private static HealthFinding well(String kind) {
    return new HealthFinding("Available", "", WELL.formatted(kind));
  }
}

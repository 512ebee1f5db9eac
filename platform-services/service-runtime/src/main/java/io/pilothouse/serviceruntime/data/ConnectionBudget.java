package io.pilothouse.serviceruntime.data;

import java.util.Optional;

/**
 * How many of a server's connections one pod may hold, so that all pods together stay under the
 * server's limit.
 *
 * @param pods that connect to the server, of all services, with those that a rollout adds
 * @param serverLimit the server's {@code max_connections}
 * @param reserved connections that are not for applications
 */
public record ConnectionBudget(int pods, int serverLimit, int reserved) {

  /** What Azure's flexible server keeps for replication and monitoring. */
  public static final int RESERVED_BY_AZURE = 15;

  public ConnectionBudget {
    if (pods < 1 || serverLimit - reserved < pods) {
      throw new IllegalArgumentException(
          "a connection limit of "
              + serverLimit
              + " with "
              + reserved
              + " reserved leaves less than one for each of "
              + pods
              + " pods: raise the server's max_connections or lower pilothouse.database.pods");
    }
  }

  /** The most that one pod's pool may hold. */
  public int perPod() {
    return (serverLimit - reserved) / pods;
  }

  /** The wanted pool, lowered to what is left for this pod. */
  public PoolSettings fit(PoolSettings wanted) {
    int maximum = Math.min(wanted.maximumConnections(), perPod());
    return wanted.sized(maximum, Math.min(wanted.minimumIdle(), maximum));
  }

  /** What {@link #fit} lowers and why; empty when it lowers nothing. */
  public Optional<String> lowered(PoolSettings wanted) {
    int maximum = fit(wanted).maximumConnections();
    return maximum == wanted.maximumConnections()
        ? Optional.empty()
        : Optional.of(
            "maximum lowered from %d to %d: %d pods x %d would exceed %d of %d connections, %d being reserved"
                .formatted(
                    wanted.maximumConnections(),
                    maximum,
                    pods,
                    wanted.maximumConnections(),
                    serverLimit - reserved,
                    serverLimit,
                    reserved));
  }
}

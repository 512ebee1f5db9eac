package io.pilothouse.localtwin;

import java.util.List;
import java.util.Optional;

/**
 * Where a running twin listens, in the form that {@code twin --json} prints. Holds passwords that
 * were made up for this run; {@link #toString} leaves them out.
 *
 * @param system key of the blueprint
 * @param pid the process that the twin lives in
 * @param kubeconfig path of a kubeconfig file
 * @param azureEndpoint base URL that stands for Azure's hosts; empty for a system without Azure
 * @param postgres each server: the primary at the address that follows the role, a standby at its
 *     process, a replica at its own address
 * @param redis each node of the caches
 * @param notifications where what Azure's alerts tell arrives
 */
public record TwinEndpoints(
    String system,
    long pid,
    String kubeconfig,
    Optional<String> azureEndpoint,
    List<Postgres> postgres,
    List<Redis> redis,
    Optional<Notifications> notifications) {

  public TwinEndpoints {
    postgres = List.copyOf(postgres);
    redis = List.copyOf(redis);
  }

  /**
   * The notification sinks.
   *
   * @param mail {@code smtp://host:port}
   * @param webhooks base URL that stands for every webhook's host
   * @param shown what arrived, as JSON
   */
  public record Notifications(String mail, String webhooks, String shown) {}

  /**
   * A PostgreSQL process.
   *
   * @param server the server's resource name; a standby has its primary's
   * @param role {@code primary}, {@code standby} or {@code replica}
   * @param url in libpq form, as the administrator
   */
  public record Postgres(String server, String role, String url) {
    @Override
    public String toString() {
      return server + " " + role + " " + withoutPassword(url);
    }
  }

  /**
   * A Redis process.
   *
   * @param role {@code primary} or {@code replica}
   * @param url {@code redis://:password@host:port}
   */
  public record Redis(String role, String url) {
    @Override
    public String toString() {
      return role + " " + withoutPassword(url);
    }
  }

  private static String withoutPassword(String url) {
    return url.replaceAll("//[^@]*@", "//…@");
  }
}

package io.pilothouse.sharedmodel.estate;

import java.util.Map;
import java.util.Optional;

/**
 * How to reach one system: the profile that the commands and the desktop read. Everything but the
 * system's key may be absent; what is absent is shown as not connected.
 *
 * @param kubernetes the cluster
 * @param azure the subscription
 * @param databases data-plane addresses by server name, where a server is not reached by its host
 *     name (tunnel, private link, twin)
 */
public record Connection(
    String system,
    Optional<Kubernetes> kubernetes,
    Optional<Azure> azure,
    Map<String, Database> databases) {
  public Connection {
    databases = databases == null ? Map.of() : Map.copyOf(databases);
  }

  /**
   * A cluster by kubeconfig. @param kubeconfig path; absent for the usual one; @param context
   * absent for the current one
   */
  public record Kubernetes(Optional<String> kubeconfig, Optional<String> context) {}

  /**
   * A subscription.
   *
   * @param endpoint base URL that stands for every Azure host; absent for Azure itself
   * @param tokenFile file with a bearer token; absent for the sign-in that azure-identity finds
   */
  public record Azure(
      String subscription,
      Optional<String> tenant,
      String resourceGroup,
      Optional<String> endpoint,
      Optional<String> tokenFile) {}

  /**
   * A database endpoint as an application uses it. @param url in libpq form, {@code
   * postgresql://user:password@host:port/database}; a secret, kept out of logs
   */
  public record Database(String url) {
    @Override
    public String toString() {
      return "Database[url=" + url.replaceAll("//[^@]*@", "//…@") + "]";
    }
  }
}

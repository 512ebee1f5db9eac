package io.pilothouse.deployer.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The roles that the services have on a managed PostgreSQL server, each with a schema of its own.
 * They are no resources of Azure: a Job in the cluster makes them, which is where the server can be
 * reached from.
 *
 * @param administrator the server's administrator, who makes them
 * @param secret name of the administrator's password in the vault
 * @param roles by their names
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServerRoles(
    String host, int port, String administrator, String secret, Map<String, Role> roles) {
  /** The name that a deployed server's administrator has. */
  public static final String ADMINISTRATOR = "pilothouse";

  /** Whose identity the Job has, in {@code azure.clientIds}. */
  public static final String JOB = "database-roles";

  /**
   * One role.
   *
   * @param schema what it owns
   * @param secret name of its password in the vault
   */
  public record Role(String database, String schema, String secret) {}

  /** Name in the vault of the password of a server's administrator. */
  public static String administratorSecret(String server) {
    return server + "-administrator-password";
  }

  /** Those of a system whose secrets are in a vault, by the server's id. */
  static Map<String, ServerRoles> of(Blueprint blueprint, Edges edges) {
    var servers = new LinkedHashMap<String, ServerRoles>();
    for (DatabaseServer server : blueprint.databaseServers()) {
      if (server.deployment().isPresent()) {
        continue;
      }
      var roles = new LinkedHashMap<String, Role>();
      for (Service service : blueprint.services()) {
        if (edges.database(service).filter(server::equals).isPresent()) {
          roles.put(
              ServiceProperties.role(service),
              new Role(
                  DataInPods.databaseOf(blueprint, server, Optional.of(service.id())),
                  ServiceProperties.schema(service),
                  ServiceProperties.passwordName(service)));
        }
      }
      if (!roles.isEmpty()) {
        servers.put(
            server.id(),
            new ServerRoles(
                AzureNames.host(server),
                server.port(),
                ADMINISTRATOR,
                administratorSecret(server.id()),
                roles));
      }
    }
    return servers;
  }
}

package io.pilothouse.deployer.template;

import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server's databases, parameters and administrators, one after the other. */
final class DatabaseSettings {
  private final Draft draft;

  DatabaseSettings(Draft draft) {
    this.draft = draft;
  }

  /** Writes them. Returns the id of the last, or of the server if there is none. */
  String write(DatabaseServer server, String name, String serverId) {
    String last = serverId;
    for (var parameter : parameters(server).entrySet()) {
      last =
          draft.add(
              ResourceType.DATABASE_PARAMETER,
              name + "/" + parameter.getKey(),
              Optional.empty(),
              List.of(serverId, last),
              Json.object(
                  "properties",
                  Json.object("value", parameter.getValue(), "source", "user-override")));
    }
    for (String database : databases(server)) {
      last =
          draft.add(
              ResourceType.DATABASE,
              name + "/" + database,
              Optional.empty(),
              List.of(serverId, last),
              Json.object("properties", Json.object("charset", "UTF8", "collation", "en_US.utf8")));
    }
    return administrator(name, serverId, last);
  }

  /** The document's limit, and that nobody speaks to it in clear or by an old TLS. */
  private Map<String, String> parameters(DatabaseServer server) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("require_secure_transport", "ON");
    String tls =
        server
            .minimumTlsVersion()
            .orElseGet(() -> {
              draft.assume(server.id(), "minimumTlsVersion", "1.2", "minimum-tls");
              return "1.2";
            });
    parameters.put("ssl_min_protocol_version", "TLSv" + tls);
    server.maxConnections().ifPresent(limit -> parameters.put("max_connections", limit.toString()));
    return parameters;
  }

  private List<String> databases(DatabaseServer server) {
    if (!server.databases().isEmpty()) {
      return server.databases().stream().map(DatabaseServer.Database::name).toList();
    }
    String name = draft.blueprint().system().split("-", 2)[0].replaceAll("[^a-z0-9]+", "_");
    draft.assume(server.id(), "databases", name, "database", name);
    return List.of(name);
  }

  private String administrator(String name, String server, String last) {
    return draft
        .target()
        .choices()
        .administrators()
        .map(group ->
            draft.add(
                ResourceType.DATABASE_ADMINISTRATOR,
                name + "/" + group,
                Optional.empty(),
                List.of(server, last),
                Json.object(
                    "properties",
                    Json.object(
                        "principalType",
                        "Group",
                        "principalName",
                        "administrators",
                        "tenantId",
                        draft.target().tenant()))))
        .orElse(last);
  }
}

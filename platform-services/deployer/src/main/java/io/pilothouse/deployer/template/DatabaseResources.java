package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.deployer.values.ServerRoles;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * PostgreSQL flexible servers with their databases, parameters and read replicas. What changes one
 * server follows one after the other: a server that is busy with a change refuses the next.
 */
final class DatabaseResources {
  /** What the sister systems' documents say, and what the twin runs. */
  private static final String VERSION = "15";

  private final Draft draft;
  private final NetworkPlan plan;
  private final PrivateEndpoints endpoints;

  DatabaseResources(Draft draft, NetworkPlan plan, PrivateEndpoints endpoints) {
    this.draft = draft;
    this.plan = plan;
    this.endpoints = endpoints;
  }

  /** Writes every server that is not a pod. */
  void write() {
    draft.blueprint().databaseServers().stream()
        .filter(server -> server.deployment().isEmpty())
        .forEach(this::server);
  }

  /** Name of a server's resource. */
  static String name(Draft draft, DatabaseServer server) {
    return draft
        .names()
        .component(
            ResourceType.DATABASE_SERVER,
            server.id(),
            server.resourceName(),
            server.host().isPresent());
  }

  /** Name of a replica's resource. */
  static String name(Draft draft, DatabaseServer.Replica replica) {
    return draft
        .names()
        .component(ResourceType.DATABASE_SERVER, replica.id(), replica.resourceName(), false);
  }

  private void server(DatabaseServer server) {
    String name = name(draft, server);
    var before = new ArrayList<String>();
    ObjectNode properties =
        Json.object(
            "version",
            version(server),
            "createMode",
            "Default",
            "administratorLogin",
            ServerRoles.ADMINISTRATOR,
            "administratorLoginPassword",
            password(server),
            "authConfig",
            authentication(),
            "storage",
            storage(server),
            "backup",
            backup(server),
            "network",
            network(server, before),
            "highAvailability",
            highAvailability(server),
            "availabilityZone",
            server.zone());
    String id =
        draft.add(
            ResourceType.DATABASE_SERVER,
            name,
            draft.target().region(server.location()),
            Draft.of(server),
            before,
            Json.object("sku", sku(server.sku(), server.tier()), "properties", properties));
    if (DatabaseNetworking.of(draft.blueprint(), server) == DatabaseNetworking.PRIVATE_ENDPOINT) {
      endpoints.write(server.id(), id, PrivateEndpoints.Kind.POSTGRESQL);
    }
    String last = new DatabaseSettings(draft).write(server, name, id);
    for (var replica : server.replicas()) {
      last = replica(server, replica, id, last);
    }
  }

  private String version(DatabaseServer server) {
    if (server.version().isEmpty()) {
      draft.assume(server.id(), "version", VERSION, "postgresql-version", VERSION);
    }
    return server.version().orElse(VERSION);
  }

  private String password(DatabaseServer server) {
    return draft.parameter(
        parameterName(server.id()) + "AdministratorPassword",
        true,
        Optional.of(ServerRoles.administratorSecret(server.id())));
  }

  /** A parameter's name of an id: {@code user-db} is {@code userDb}. */
  static String parameterName(String id) {
    var name = new StringBuilder();
    for (String word : id.split("[^A-Za-z0-9]+")) {
      name.append(
          name.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }

  private ObjectNode authentication() {
    return Json.object(
        "activeDirectoryAuth",
        "Enabled",
        "passwordAuth",
        "Enabled",
        "tenantId",
        draft.target().tenant());
  }

  private ObjectNode storage(DatabaseServer server) {
    if (server.storageAutogrow().isEmpty()) {
      draft.assume(server.id(), "storageAutogrow", "Enabled", "storage-autogrow");
    }
    return Json.object(
        "storageSizeGB",
        server.storageGigabytes(),
        "autoGrow",
        server.storageAutogrow().orElse(true) ? "Enabled" : "Disabled",
        "tier",
        server.iops().flatMap(wanted -> new PerformanceTiers(draft).of(server, wanted)));
  }

  private ObjectNode backup(DatabaseServer server) {
    Optional<DatabaseServer.Backup> backup = server.backup();
    if (backup.isEmpty()) {
      draft.assume(server.id(), "backup", "7", "backup");
    }
    return Json.object(
        "backupRetentionDays",
        backup.map(DatabaseServer.Backup::retentionDays).orElse(7),
        "geoRedundantBackup",
        backup.filter(DatabaseServer.Backup::geoRedundant).isPresent() ? "Enabled" : "Disabled");
  }

  private ObjectNode network(DatabaseServer server, List<String> before) {
    return switch (DatabaseNetworking.of(draft.blueprint(), server)) {
      case PRIVATE_ENDPOINT -> {
        if (!server.privateEndpoint()) {
          draft.assume(server.id(), "privateEndpoint", "true", "private-endpoint");
        } else if (server.networkAccess().isPresent()) {
          draft.correct(
              server.id(),
              "networkAccess",
              "private endpoint",
              "database-networking",
              server.networkAccess().orElseThrow());
        }
        yield Json.object("publicNetworkAccess", "Disabled");
      }
      case VIRTUAL_NETWORK -> {
        String zone =
            endpoints.zone(draft.blueprint().system() + ".private.postgres.database.azure.com");
        before.add(zone);
        before.add(plan.id());
        yield Json.object(
            "delegatedSubnetResourceId",
            plan.id(plan.documented(server.subnet()).orElseThrow()),
            "privateDnsZoneArmResourceId",
            zone);
      }
    };
  }

  private ObjectNode highAvailability(DatabaseServer server) {
    boolean zones = server.highAvailability().equals("ZoneRedundant");
    if (zones && server.standbyZone().isEmpty()) {
      draft.assume(server.id(), "standbyZone", "Azure", "standby-zone");
    }
    return Json.object(
        "mode",
        server.highAvailability(),
        "standbyAvailabilityZone",
        zones ? server.standbyZone() : Optional.empty());
  }

  /** A replica has the storage of its server, which it may not have less of. */
  private String replica(
      DatabaseServer server, DatabaseServer.Replica replica, String source, String after) {
    replica
        .storageGigabytes()
        .filter(gigabytes -> gigabytes < server.storageGigabytes())
        .ifPresent(gigabytes ->
            draft.correct(
                replica.id(),
                "storageGigabytes",
                server.storageGigabytes(),
                "replica-storage",
                gigabytes,
                server.storageGigabytes()));
    var before = new ArrayList<>(List.of(source, after));
    boolean integrated =
        DatabaseNetworking.of(draft.blueprint(), server) == DatabaseNetworking.VIRTUAL_NETWORK;
    if (integrated && !replica.location().equals(server.location())) {
      throw new UndeployableException(
          replica.id(), "location", "replica-network", replica.location());
    }
    ObjectNode properties =
        Json.object(
            "createMode",
            "Replica",
            "sourceServerResourceId",
            source,
            "network",
            network(server, replica, before),
            "availabilityZone",
            replica.zone());
    String id =
        draft.add(
            ResourceType.DATABASE_SERVER,
            name(draft, replica),
            draft.target().region(replica.location()),
            Draft.of(replica),
            before,
            Json.object("sku", sku(replica.sku(), replica.tier()), "properties", properties));
    if (!integrated) {
      endpoints.write(replica.id(), id, PrivateEndpoints.Kind.POSTGRESQL);
    }
    return id;
  }

  private ObjectNode network(
      DatabaseServer server, DatabaseServer.Replica replica, List<String> before) {
    return switch (DatabaseNetworking.of(draft.blueprint(), server)) {
      case PRIVATE_ENDPOINT -> {
        draft.assume(replica.id(), "privateEndpoint", "true", "replica-endpoint");
        yield Json.object("publicNetworkAccess", "Disabled");
      }
      case VIRTUAL_NETWORK -> network(server, before);
    };
  }

  private static ObjectNode sku(String name, String tier) {
    return Json.object("name", name, "tier", tier);
  }
}

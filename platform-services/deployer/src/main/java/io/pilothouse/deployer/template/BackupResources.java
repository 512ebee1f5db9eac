package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.Relation;
import java.util.List;
import java.util.Optional;

/**
 * The backup vault that a document draws beside its database servers: a weekly copy that outlives
 * them, as the servers' own backups do not.
 */
final class BackupResources {
  private static final String SERVERS = "Microsoft.DBforPostgreSQL/flexibleServers";
  private static final String WEEKLY = "R/2025-01-05T02:00:00+09:00/P1W";
  private static final String KEPT = "P3M";

  private final Draft draft;
  private final Identities identities;

  BackupResources(Draft draft, Identities identities) {
    this.draft = draft;
    this.identities = identities;
  }

  void write() {
    draft.blueprint().managedServices().stream()
        .filter(m -> m.type().equals("backup-vault"))
        .findFirst()
        .ifPresent(this::write);
  }

  private void write(ManagedService documented) {
    boolean geographic = "GRS".equals(documented.properties().get("redundancy"));
    String name =
        draft
            .target()
            .choices()
            .names()
            .getOrDefault(documented.id(), draft.names().of(ResourceType.BACKUP_VAULT, "bvault"));
    String identity = identities.write(documented.id(), Optional.empty());
    String vault =
        draft.add(
            ResourceType.BACKUP_VAULT,
            name,
            Draft.of(documented),
            List.of(identity),
            Json.object(
                "identity",
                Json.object(
                    "type",
                    "UserAssigned",
                    "userAssignedIdentities",
                    Json.object(identity, Json.object())),
                "properties",
                Json.object(
                    "storageSettings",
                    List.of(
                        Json.object(
                            "datastoreType",
                            "VaultStore",
                            "type",
                            geographic ? "GeoRedundant" : "ZoneRedundant")),
                    "securitySettings",
                    Json.object(
                        "softDeleteSettings",
                        Json.object("state", "On", "retentionDurationInDays", 14)))));
    draft.assume(documented.id(), "policy", KEPT, "backup-policy");
    String policy =
        draft.add(
            ResourceType.BACKUP_POLICY,
            name + "/weekly",
            Optional.empty(),
            List.of(vault),
            Json.object("properties", policy()));
    draft.blueprint().databaseServers().stream()
        .filter(server -> server.deployment().isEmpty() && backedUp(server, documented))
        .forEach(server -> instance(server, name, vault, policy, identity));
    draft.blueprint().relations().stream()
        .filter(r -> r.type() == Relation.Type.BACKUP && r.to().equals(documented.id()))
        .filter(r ->
            draft.blueprint().databaseServers().stream().noneMatch(s -> s.id().equals(r.from())))
        .forEach(r -> draft.correct(r.from(), "backup", "-", "no-vault-backup"));
  }

  /** The vault finds the servers by their group, which it therefore reads. */
  private String reader(String identity) {
    String id =
        draft.id(
            ResourceType.ROLE_ASSIGNMENT,
            ResourceNames.assignment(draft.groupId(), identity, BuiltInRole.READER.id()));
    return draft.has(id)
        ? id
        : identities.grantInGroup(
            identity,
            Expressions.reference(identity, ResourceType.IDENTITY, "principalId"),
            BuiltInRole.READER,
            List.of(identity));
  }

  private boolean backedUp(DatabaseServer server, ManagedService vault) {
    return draft.blueprint().relations().stream()
        .anyMatch(r ->
            r.type() == Relation.Type.BACKUP
                && r.from().equals(server.id())
                && r.to().equals(vault.id()));
  }

  private static ObjectNode policy() {
    return Json.object(
        "objectType",
        "BackupPolicy",
        "datasourceTypes",
        List.of(SERVERS),
        "policyRules",
        List.of(
            Json.object(
                "objectType",
                "AzureBackupRule",
                "name",
                "BackupWeekly",
                "backupParameters",
                Json.object("objectType", "AzureBackupParams", "backupType", "Full"),
                "dataStore",
                Json.object("objectType", "DataStoreInfoBase", "dataStoreType", "VaultStore"),
                "trigger",
                Json.object(
                    "objectType",
                    "ScheduleBasedTriggerContext",
                    "schedule",
                    Json.object(
                        "repeatingTimeIntervals",
                        List.of(WEEKLY),
                        "timeZone",
                        "Korea Standard Time"),
                    "taggingCriteria",
                    List.of(
                        Json.object(
                            "isDefault",
                            true,
                            "taggingPriority",
                            99,
                            "tagInfo",
                            Json.object("tagName", "Default"))))),
            Json.object(
                "objectType",
                "AzureRetentionRule",
                "name",
                "Default",
                "isDefault",
                true,
                "lifecycles",
                List.of(
                    Json.object(
                        "deleteAfter",
                        Json.object("objectType", "AbsoluteDeleteOption", "duration", KEPT),
                        "sourceDataStore",
                        Json.object(
                            "objectType", "DataStoreInfoBase", "dataStoreType", "VaultStore"),
                        "targetDataStoreCopySettings",
                        List.of())))));
  }

  private void instance(
      DatabaseServer server, String name, String vault, String policy, String identity) {
    String serverName = DatabaseResources.name(draft, server);
    String id = draft.id(ResourceType.DATABASE_SERVER, serverName);
    String region = draft.target().region(server.location());
    String reader = reader(identity);
    var before =
        List.of(
            vault,
            policy,
            id,
            identities.grant(
                identity, BuiltInRole.POSTGRESQL_LONG_TERM_RETENTION_BACKUP, id, List.of(id)),
            reader);
    draft.add(
        ResourceType.BACKUP_INSTANCE,
        name + "/" + serverName,
        Optional.empty(),
        before,
        Json.object(
            "properties",
            Json.object(
                "objectType",
                "BackupInstance",
                "friendlyName",
                serverName,
                "dataSourceInfo",
                Json.object(
                    "objectType",
                    "Datasource",
                    "resourceID",
                    id,
                    "resourceName",
                    serverName,
                    "resourceType",
                    SERVERS,
                    "resourceUri",
                    id,
                    "resourceLocation",
                    region,
                    "datasourceType",
                    SERVERS),
                "policyInfo",
                Json.object("policyId", policy),
                "identityDetails",
                Json.object(
                    "useSystemAssignedIdentity", false, "userAssignedIdentityArmUrl", identity))));
  }
}

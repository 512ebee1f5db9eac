package io.pilothouse.deployer.template;

import java.util.Locale;
import java.util.Optional;

/**
 * A role that Azure has built in, with the id and the name that it has in every tenant (<a
 * href="https://learn.microsoft.com/azure/role-based-access-control/built-in-roles">Azure's
 * table</a>). Those that templates grant.
 */
public enum BuiltInRole {
  ACR_PULL("7f951dda-4ed3-4680-a7ca-43fe172d538d", "AcrPull"),
  KEY_VAULT_SECRETS_USER("4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User"),
  SERVICE_BUS_DATA_SENDER("69a216fc-b8fb-44d8-bc22-1f3c2cd27a39", "Azure Service Bus Data Sender"),
  SERVICE_BUS_DATA_RECEIVER(
      "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0", "Azure Service Bus Data Receiver"),
  EVENT_HUBS_DATA_SENDER("2b629674-e913-4c01-ae53-ef4638d8f975", "Azure Event Hubs Data Sender"),
  STORAGE_BLOB_DATA_CONTRIBUTOR(
      "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "Storage Blob Data Contributor"),
  NETWORK_CONTRIBUTOR("4d97b98b-1d4f-4787-a291-c67834d212e7", "Network Contributor"),
  MANAGED_IDENTITY_OPERATOR("f1a07417-d97a-45cb-824c-7a7467783830", "Managed Identity Operator"),
  CONTRIBUTOR("b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor"),
  READER("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader"),
  POSTGRESQL_LONG_TERM_RETENTION_BACKUP(
      "c088a766-074b-43ba-90d4-1fb21feae531",
      "PostgreSQL Flexible Server Long Term Retention Backup Role");

  private final String id;
  private final String roleName;

  BuiltInRole(String id, String roleName) {
    this.id = id;
    this.roleName = roleName;
  }

  /** The last part of the id of its definition. */
  public String id() {
    return id;
  }

  /** Its name as Azure shows it, such as {@code Key Vault Secrets User}. */
  public String roleName() {
    return roleName;
  }

  /** The role of an id. @param id of its definition, whole or the last part, whatever its case */
  public static Optional<BuiltInRole> of(String id) {
    String last = id.substring(id.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    for (BuiltInRole role : values()) {
      if (role.id.equals(last)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}

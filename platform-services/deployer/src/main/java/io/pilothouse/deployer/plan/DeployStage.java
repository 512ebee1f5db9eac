package io.pilothouse.deployer.plan;

import java.util.List;
import java.util.Locale;

/** What is deployed together, in this order; each is well before the next is begun. */
public enum DeployStage {
  /** Networks, names, identities. */
  NETWORK(
      List.of(
          "microsoft.network/virtualnetworks",
          "microsoft.network/networksecuritygroups",
          "microsoft.network/publicipaddresses",
          "microsoft.network/natgateways",
          "microsoft.network/routetables",
          "microsoft.network/privatednszones",
          // Where they stand on something of a later stage, they are in that one.
          "microsoft.authorization/",
          "microsoft.managedidentity/userassignedidentities")),
  /**
   * The vault and the passwords that are made for it: they are kept before anything takes them, so
   * that a run that dies in between leaves none that nobody knows.
   */
  VAULT(List.of("microsoft.keyvault/")),
  /** Databases, caches, messaging, storage, and the ways to them. */
  DATA(
      List.of(
          "microsoft.dbforpostgresql/",
          "microsoft.cache/",
          "microsoft.servicebus/",
          "microsoft.eventhub/",
          "microsoft.storage/",
          "microsoft.operationalinsights/",
          "microsoft.insights/components",
          "microsoft.dataprotection/",
          "microsoft.network/privateendpoints")),
  /** The cluster, its registry, what measures it. */
  CLUSTER(
      List.of(
          "microsoft.containerservice/",
          "microsoft.containerregistry/",
          "microsoft.monitor/",
          "microsoft.insights/datacollection")),
  /** The entrance, alerts, rights: what stands on the others. */
  PLATFORM(List.of()),
  /** The system's own services, through Helm. */
  SERVICES(List.of());

  private final List<String> types;

  DeployStage(List<String> types) {
    this.types = types;
  }

  /** The earliest stage in which a type of Azure's may be. */
  static DeployStage of(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    for (DeployStage stage : values()) {
      if (stage.types.stream().anyMatch(lower::startsWith)) {
        // A child that has to wait says so by what it depends on.
        return stage;
      }
    }
    return PLATFORM;
  }
}

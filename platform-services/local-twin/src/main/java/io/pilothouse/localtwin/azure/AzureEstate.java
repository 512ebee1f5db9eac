package io.pilothouse.localtwin.azure;

import java.util.List;
import java.util.Optional;

/**
 * What the Azure endpoint tells about: the twin's processes in Azure's terms. Every call reads the
 * live state; calls come from several threads at once and should answer within some milliseconds.
 */
public interface AzureEstate {
  /** Subscription and resource group; does not change. */
  AzureScope scope();

  /** The PostgreSQL Flexible Servers, replicas among them. */
  List<ServerFacts> servers();

  /** The Azure Caches for Redis. */
  List<CacheFacts> caches();

  /** The Service Bus namespaces that have a broker; an estate without messaging has none. */
  default List<BrokerFacts> brokers() {
    return List.of();
  }

  /** The AKS clusters. */
  List<ClusterFacts> clusters();

  /** A kubeconfig for a cluster's users; empty if there is none to be handed out. */
  default Optional<String> kubeconfig(String cluster) {
    return Optional.empty();
  }

  /** What the system's own table says that things cost. */
  default List<CostLine> costs() {
    return List.of();
  }

  /**
   * What is measured of resources beyond what the endpoint reads from servers, caches and clusters
   * itself. Called every few seconds by one thread: counts are since the call before.
   */
  default List<Measurement> measured() {
    return List.of();
  }
}

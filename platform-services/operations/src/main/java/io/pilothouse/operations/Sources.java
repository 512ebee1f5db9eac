package io.pilothouse.operations;

import io.pilothouse.sharedmodel.estate.SourceId;

/** The names of the sources that the engine's rules rest on. */
public final class Sources {
  /** Deployments, pods, autoscalers, nodes and events of the cluster. */
  public static final SourceId KUBERNETES = new SourceId("kubernetes");

  /** Servers, caches and clusters as resource manager reports them. */
  public static final SourceId AZURE_RESOURCES = new SourceId("azure-resources");

  /**
   * Networks, messaging, alert rules and what else is configured; slow, and nothing waits for it.
   */
  public static final SourceId AZURE_CONFIGURATION = new SourceId("azure-configuration");

  /** Metrics of the platform, one minute fine. */
  public static final SourceId AZURE_METRICS = new SourceId("azure-metrics");

  /** What database servers say of themselves through their own protocol. */
  public static final SourceId POSTGRES = new SourceId("postgres");

  private Sources() {}
}

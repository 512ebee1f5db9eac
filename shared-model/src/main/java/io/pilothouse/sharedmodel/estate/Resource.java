package io.pilothouse.sharedmodel.estate;

/**
 * A live resource as its platform reports it. Values that the platform does not report are absent,
 * never a default.
 */
public sealed interface Resource
    permits Node,
        WorkloadResource,
        Pod,
        HorizontalPodAutoscaler,
        PodDisruptionBudget,
        NetworkPolicy,
        KubernetesService,
        Ingress,
        ClusterEvent,
        ManagedCluster,
        FlexibleServer,
        RedisCache,
        VirtualNetwork,
        NetworkSecurityGroup,
        PrivateEndpoint,
        ApplicationGateway,
        FirewallPolicy,
        FrontDoorProfile,
        ServiceBusNamespace,
        MetricAlertRule,
        ActionGroup,
        KeyVault {
  ResourceId id();

  /** The platform's own name. */
  String name();
}

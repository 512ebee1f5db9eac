package io.pilothouse.sharedmodel.estate;

import java.util.Arrays;

/** The kinds of live resources, one for each type of {@link Resource}. */
public enum ResourceKind {
  NODE(Node.class),
  DEPLOYMENT(Deployment.class),
  STATEFUL_SET(StatefulSet.class),
  POD(Pod.class),
  HORIZONTAL_POD_AUTOSCALER(HorizontalPodAutoscaler.class),
  POD_DISRUPTION_BUDGET(PodDisruptionBudget.class),
  NETWORK_POLICY(NetworkPolicy.class),
  KUBERNETES_SERVICE(KubernetesService.class),
  INGRESS(Ingress.class),
  CLUSTER_EVENT(ClusterEvent.class),
  MANAGED_CLUSTER(ManagedCluster.class),
  FLEXIBLE_SERVER(FlexibleServer.class),
  REDIS_CACHE(RedisCache.class),
  VIRTUAL_NETWORK(VirtualNetwork.class),
  NETWORK_SECURITY_GROUP(NetworkSecurityGroup.class),
  PRIVATE_ENDPOINT(PrivateEndpoint.class),
  APPLICATION_GATEWAY(ApplicationGateway.class),
  FIREWALL_POLICY(FirewallPolicy.class),
  FRONT_DOOR_PROFILE(FrontDoorProfile.class),
  SERVICE_BUS_NAMESPACE(ServiceBusNamespace.class),
  METRIC_ALERT_RULE(MetricAlertRule.class),
  ACTION_GROUP(ActionGroup.class),
  KEY_VAULT(KeyVault.class);

  private final Class<? extends Resource> type;

  ResourceKind(Class<? extends Resource> type) {
    this.type = type;
  }

  /** The type of its resources. */
  public Class<? extends Resource> type() {
    return type;
  }

  /** The kind of a type's resources. @throws IllegalArgumentException if the type is not final */
  public static ResourceKind of(Class<? extends Resource> type) {
    return Arrays.stream(values())
        .filter(kind -> kind.type.equals(type))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(type.getSimpleName() + " is no single kind of resource"));
  }
}

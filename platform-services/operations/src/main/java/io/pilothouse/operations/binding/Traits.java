package io.pilothouse.operations.binding;

import io.pilothouse.sharedmodel.estate.ApplicationGateway;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.FrontDoorProfile;
import io.pilothouse.sharedmodel.estate.KeyVault;
import io.pilothouse.sharedmodel.estate.ManagedCluster;
import io.pilothouse.sharedmodel.estate.MetricAlertRule;
import io.pilothouse.sharedmodel.estate.NetworkPolicy;
import io.pilothouse.sharedmodel.estate.NetworkSecurityGroup;
import io.pilothouse.sharedmodel.estate.PrivateEndpoint;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import io.pilothouse.sharedmodel.estate.StatefulSet;
import io.pilothouse.sharedmodel.estate.VirtualNetwork;
import java.util.Map;
import java.util.Optional;

/**
 * What of a resource tells which component it is.
 *
 * @param kind the platform's own word, as a binding writes it
 * @param leadsTo id of the resource that a private endpoint leads to
 */
record Traits(
    ResourceId id,
    String name,
    String kind,
    Optional<String> namespace,
    Map<String, String> labels,
    Map<String, String> tags,
    Optional<ResourceId> leadsTo) {

  /** Absent for kinds that no component is bound to, such as pods. */
  static Optional<Traits> of(Resource resource) {
    return switch (resource) {
      case Deployment d -> cluster(d, "Deployment", d.namespace(), d.labels());
      case StatefulSet s -> cluster(s, "StatefulSet", s.namespace(), s.labels());
      case NetworkPolicy p -> cluster(p, "NetworkPolicy", p.namespace(), p.labels());
      case ManagedCluster c -> azure(c, "ManagedCluster", c.tags());
      case FlexibleServer s -> azure(s, "FlexibleServer", s.tags());
      case RedisCache c -> azure(c, "RedisCache", c.tags());
      case ServiceBusNamespace n -> azure(n, "ServiceBusNamespace", n.tags());
      case VirtualNetwork n -> azure(n, "VirtualNetwork", n.tags());
      case NetworkSecurityGroup g -> azure(g, "NetworkSecurityGroup", g.tags());
      case ApplicationGateway g -> azure(g, "ApplicationGateway", g.tags());
      case FrontDoorProfile f -> azure(f, "FrontDoorProfile", f.tags());
      case KeyVault v -> azure(v, "KeyVault", v.tags());
      case MetricAlertRule r -> azure(r, "MetricAlertRule", r.tags());
      case PrivateEndpoint e ->
          Optional.of(
              new Traits(
                  e.id(),
                  e.name(),
                  "PrivateEndpoint",
                  Optional.empty(),
                  Map.of(),
                  e.tags(),
                  e.target()));
      default -> Optional.empty();
    };
  }

  private static Optional<Traits> cluster(
      Resource resource, String kind, String namespace, Map<String, String> labels) {
    return Optional.of(
        new Traits(
            resource.id(),
            resource.name(),
            kind,
            Optional.of(namespace),
            labels,
            Map.of(),
            Optional.empty()));
  }

  private static Optional<Traits> azure(Resource resource, String kind, Map<String, String> tags) {
    return Optional.of(
        new Traits(
            resource.id(),
            resource.name(),
            kind,
            Optional.empty(),
            Map.of(),
            tags,
            Optional.empty()));
  }
}

package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.Entrance;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Service;
import io.pilothouse.sharedmodel.estate.ApplicationGateway;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.FirewallPolicy;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.FrontDoorProfile;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.KeyVault;
import io.pilothouse.sharedmodel.estate.ManagedCluster;
import io.pilothouse.sharedmodel.estate.MetricAlertRule;
import io.pilothouse.sharedmodel.estate.NetworkPolicy;
import io.pilothouse.sharedmodel.estate.NetworkSecurityGroup;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.PodDisruptionBudget;
import io.pilothouse.sharedmodel.estate.PrivateEndpoint;
import io.pilothouse.sharedmodel.estate.RedisCache;
import io.pilothouse.sharedmodel.estate.Resource;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import io.pilothouse.sharedmodel.estate.VirtualNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Everything of a blueprint that is compared, in its order. */
final class Subjects {
  private final Blueprint blueprint;
  private final Optional<String> namespace;
  private final List<Subject> all = new ArrayList<>();

  private Subjects(Blueprint blueprint) {
    this.blueprint = blueprint;
    this.namespace = Optional.of(blueprint.cluster().namespace());
  }

  static List<Subject> of(Blueprint blueprint) {
    return new Subjects(blueprint).collect();
  }

  private List<Subject> collect() {
    blueprint
        .entrance()
        .flatMap(Entrance::frontDoor)
        .ifPresent(f -> azure(f, f, Optional.empty(), FrontDoorProfile.class, List.of()));
    blueprint.entrance().flatMap(Entrance::applicationGateway).ifPresent(this::gateway);
    blueprint.network().ifPresent(this::network);
    Cluster cluster = blueprint.cluster();
    azure(
        cluster,
        cluster,
        cluster.resourceName(),
        ManagedCluster.class,
        List.of(new ClusterCheck(), new NodePoolsCheck()));
    blueprint.services().forEach(this::service);
    blueprint.databaseServers().forEach(this::server);
    for (Cache cache : blueprint.caches()) {
      if (cache.deployment().isPresent()) {
        pod(cache, cache.deployment().get());
        continue;
      }
      azure(
          cache,
          cache,
          Optional.of(cache.resourceName()),
          RedisCache.class,
          List.of(new CacheSizeCheck(), new CachePersistenceCheck()));
    }
    for (MessageBroker broker : blueprint.messageBrokers()) {
      azure(
          broker,
          broker,
          Optional.of(broker.resourceName()),
          ServiceBusNamespace.class,
          List.of(new BrokerCheck(), new QueuesCheck(), new TopicsCheck()));
    }
    for (ManagedService service : blueprint.managedServices()) {
      if (service.type().equals("key-vault")) {
        azure(service, service, service.resourceName(), KeyVault.class, List.of(new VaultCheck()));
      }
    }
    blueprint.alertRules().forEach(this::alertRule);
    all.add(new UndeclaredSubject(blueprint));
    all.add(new UnobservedSubject(blueprint));
    return List.copyOf(all);
  }

  private void service(Service service) {
    all.add(
        new BoundSubject<>(
            service,
            service.id(),
            service.name(),
            namespace.orElseThrow() + "/" + service.deployment(),
            service.source(),
            Deployment.class,
            namespace,
            List.of(
                new ReplicasCheck(),
                new AutoscalerCheck(),
                new ResourcesCheck(),
                new DisruptionBudgetCheck(),
                new SpreadCheck(blueprint.cluster().spread()),
                new PlacementCheck(blueprint.cluster().nodePools()),
                new PortCheck()),
            (side, d) ->
                List.of(
                    value(side.autoscaler(d)),
                    value(side.budget(d)),
                    side.sees(HorizontalPodAutoscaler.class, Optional.of(d.namespace())),
                    side.sees(PodDisruptionBudget.class, Optional.of(d.namespace())))));
  }

  /** A database or cache that the document puts into a pod. */
  private void pod(Component component, String deployment) {
    all.add(
        new BoundSubject<>(
            component,
            component.id(),
            component.name(),
            namespace.orElseThrow() + "/" + deployment,
            component.source(),
            Deployment.class,
            namespace,
            List.of(),
            (side, d) -> List.of()));
  }

  private void server(DatabaseServer server) {
    if (server.deployment().isPresent()) {
      pod(server, server.deployment().get());
      return;
    }
    azure(
        server,
        server,
        Optional.of(server.resourceName()),
        FlexibleServer.class,
        List.of(new ServerSizeCheck(), new HighAvailabilityCheck(), new BackupCheck()));
    for (DatabaseServer.Replica replica : server.replicas()) {
      azure(
          replica,
          replica,
          Optional.of(replica.resourceName()),
          FlexibleServer.class,
          List.of(new ReplicaCheck(server.id())),
          (side, r) ->
              List.of(side.bindings().of(server.id()).map(ResourceId::value).orElse("").intern()));
    }
  }

  private void gateway(Entrance.ApplicationGateway gateway) {
    azure(
        gateway,
        gateway,
        Optional.empty(),
        ApplicationGateway.class,
        List.of(new GatewayCheck(), new FirewallCheck()),
        (side, g) ->
            List.of(
                value(g.firewallPolicy().flatMap(id -> side.resource(id, FirewallPolicy.class)))));
  }

  private void network(Network network) {
    azure(network, network, Optional.empty(), VirtualNetwork.class, List.of(new SubnetsCheck()));
    for (Network.PrivateEndpoint endpoint : network.privateEndpoints()) {
      azure(
          endpoint,
          endpoint,
          Optional.empty(),
          PrivateEndpoint.class,
          List.of(new PrivateEndpointCheck(network)),
          (side, e) ->
              List.of(side.bindings(), value(side.bound(network.id(), VirtualNetwork.class))));
    }
    for (Network.NetworkPolicy policy : network.networkPolicies()) {
      all.add(
          new BoundSubject<>(
              policy,
              policy.name(),
              policy.name(),
              policy.name(),
              policy.source(),
              NetworkPolicy.class,
              namespace,
              List.of(new NetworkPolicyCheck()),
              (side, p) -> List.of()));
    }
    var groups = new LinkedHashMap<String, List<Network.SecurityRule>>();
    network
        .securityRules()
        .forEach(r -> groups.computeIfAbsent(r.group(), g -> new ArrayList<>()).add(r));
    groups.forEach((group, rules) ->
        all.add(
            new BoundSubject<>(
                rules,
                group,
                group,
                group,
                rules.getFirst().source(),
                NetworkSecurityGroup.class,
                Optional.empty(),
                List.of(new SecurityGroupCheck()),
                (side, g) -> List.of())));
  }

  private void alertRule(AlertRule rule) {
    all.add(
        new BoundSubject<>(
            rule,
            rule.id(),
            rule.name(),
            rule.name(),
            rule.source(),
            MetricAlertRule.class,
            Optional.empty(),
            List.of(new AlertRuleCheck()),
            (side, r) -> List.of()));
  }

  private <C, R extends Resource> void azure(
      C declared,
      Component component,
      Optional<String> resourceName,
      Class<R> type,
      List<Check<C, R>> checks) {
    azure(declared, component, resourceName, type, checks, (side, r) -> List.of());
  }

  private <C, R extends Resource> void azure(
      C declared,
      Component component,
      Optional<String> resourceName,
      Class<R> type,
      List<Check<C, R>> checks,
      BiFunction<LiveSide, R, List<Object>> beside) {
    all.add(
        new BoundSubject<>(
            declared,
            component.id(),
            component.name(),
            resourceName.orElse(component.name()),
            component.source(),
            type,
            Optional.empty(),
            checks,
            beside));
  }

  private static Object value(Optional<? extends Observed<?>> observed) {
    return observed.<Object>map(Observed::value).orElse("");
  }
}

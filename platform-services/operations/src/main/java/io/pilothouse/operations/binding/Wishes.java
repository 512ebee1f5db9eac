package io.pilothouse.operations.binding;

import io.pilothouse.sharedmodel.blueprint.AlertRule;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.Component;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.ManagedService;
import io.pilothouse.sharedmodel.blueprint.MessageBroker;
import io.pilothouse.sharedmodel.blueprint.Network;
import io.pilothouse.sharedmodel.blueprint.Service;
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
import io.pilothouse.sharedmodel.estate.ServiceBusNamespace;
import io.pilothouse.sharedmodel.estate.VirtualNetwork;
import io.pilothouse.sharedmodel.estate.WorkloadResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads out of a blueprint which live resources its components look for. */
final class Wishes {
  private final Blueprint blueprint;
  private final List<Wish> all = new ArrayList<>();

  private Wishes(Blueprint blueprint) {
    this.blueprint = blueprint;
  }

  static List<Wish> of(Blueprint blueprint) {
    return new Wishes(blueprint).collect();
  }

  private List<Wish> collect() {
    Optional<String> namespace = Optional.of(blueprint.cluster().namespace());
    for (Service service : blueprint.services()) {
      add(service, Deployment.class, namespace, List.of(service.deployment()), false);
    }
    azure(blueprint.cluster(), ManagedCluster.class, blueprint.cluster().resourceName(), true);
    for (DatabaseServer server : blueprint.databaseServers()) {
      server
          .deployment()
          .ifPresentOrElse(
              name -> add(server, WorkloadResource.class, namespace, List.of(name), false),
              () -> azure(server, FlexibleServer.class, Optional.of(server.resourceName()), false));
      server
          .replicas()
          .forEach(r -> azure(r, FlexibleServer.class, Optional.of(r.resourceName()), false));
    }
    for (Cache cache : blueprint.caches()) {
      boolean only = blueprint.caches().size() == 1;
      cache
          .deployment()
          .ifPresentOrElse(
              name -> add(cache, WorkloadResource.class, namespace, List.of(name), false),
              () -> azure(cache, RedisCache.class, Optional.of(cache.resourceName()), only));
    }
    for (MessageBroker broker : blueprint.messageBrokers()) {
      boolean only = blueprint.messageBrokers().size() == 1;
      azure(broker, ServiceBusNamespace.class, Optional.of(broker.resourceName()), only);
    }
    blueprint.network().ifPresent(n -> network(n, namespace));
    blueprint
        .entrance()
        .flatMap(e -> e.applicationGateway())
        .ifPresent(g -> azure(g, ApplicationGateway.class, Optional.empty(), true));
    blueprint
        .entrance()
        .flatMap(e -> e.frontDoor())
        .ifPresent(f -> azure(f, FrontDoorProfile.class, Optional.empty(), true));
    List<ManagedService> vaults =
        blueprint.managedServices().stream().filter(m -> m.type().equals("key-vault")).toList();
    vaults.forEach(v -> azure(v, KeyVault.class, v.resourceName(), vaults.size() == 1));
    for (AlertRule rule : blueprint.alertRules()) {
      all.add(
          new Wish(
              rule.id(),
              MetricAlertRule.class,
              Optional.empty(),
              List.of(),
              List.of(rule.id(), rule.name()),
              Optional.empty(),
              false));
    }
    return List.copyOf(all);
  }

  private void network(Network network, Optional<String> namespace) {
    azure(network, VirtualNetwork.class, Optional.empty(), true);
    for (Network.PrivateEndpoint endpoint : network.privateEndpoints()) {
      all.add(
          new Wish(
              endpoint.id(),
              PrivateEndpoint.class,
              Optional.empty(),
              List.of(),
              List.of(endpoint.id(), endpoint.name()),
              Optional.of(endpoint.target()),
              false));
    }
    network.networkPolicies().stream()
        .map(Network.NetworkPolicy::name)
        .distinct()
        .forEach(name -> named(name, NetworkPolicy.class, namespace));
    network.securityRules().stream()
        .map(Network.SecurityRule::group)
        .distinct()
        .forEach(group -> named(group, NetworkSecurityGroup.class, Optional.empty()));
  }

  private void named(String name, Class<? extends Resource> type, Optional<String> namespace) {
    all.add(new Wish(name, type, namespace, List.of(name), List.of(), Optional.empty(), false));
  }

  private void azure(
      Component component,
      Class<? extends Resource> type,
      Optional<String> resourceName,
      boolean anyOfKind) {
    add(component, type, Optional.empty(), resourceName.stream().toList(), anyOfKind);
  }

  private void add(
      Component component,
      Class<? extends Resource> type,
      Optional<String> namespace,
      List<String> exact,
      boolean anyOfKind) {
    all.add(
        new Wish(
            component.id(),
            type,
            namespace,
            exact,
            List.of(component.id(), component.name()),
            Optional.empty(),
            anyOfKind));
  }
}

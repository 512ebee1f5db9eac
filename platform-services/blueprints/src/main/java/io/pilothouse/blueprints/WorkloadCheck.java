package io.pilothouse.blueprints;

import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.CacheStrategy;
import io.pilothouse.sharedmodel.blueprint.Cluster;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks counts, ranges, quantities and references of a blueprint's workloads and servers. */
final class WorkloadCheck {
  private final Blueprint blueprint;
  private final Findings findings;
  private final Set<String> pools;
  private final Set<String> patterns;

  WorkloadCheck(Blueprint blueprint, Findings findings) {
    this.blueprint = blueprint;
    this.findings = findings;
    this.pools =
        blueprint.cluster().nodePools().stream()
            .map(Cluster.NodePool::id)
            .collect(Collectors.toSet());
    this.patterns =
        blueprint.cacheStrategy().map(CacheStrategy::patterns).orElse(List.of()).stream()
            .map(CacheStrategy.Pattern::name)
            .collect(Collectors.toSet());
  }

  void check() {
    for (int i = 0; i < blueprint.managedServices().size(); i++) {
      YamlPath path = YamlPath.ROOT.field("managedServices").item(i).field("runsIn");
      blueprint
          .managedServices()
          .get(i)
          .runsIn()
          .filter(place -> !place.equals(blueprint.cluster().id()))
          .ifPresent(place -> findings.reference(path, place, pools, "node pool"));
    }
    for (int i = 0; i < blueprint.cluster().nodePools().size(); i++) {
      pool(
          YamlPath.ROOT.field("cluster").field("nodePools").item(i),
          blueprint.cluster().nodePools().get(i));
    }
    var deployments = new HashSet<String>();
    for (int i = 0; i < blueprint.services().size(); i++) {
      Service service = blueprint.services().get(i);
      YamlPath path = YamlPath.ROOT.field("services").item(i);
      unique(path.field("deployment"), service.deployment(), deployments, "service");
      service(path, service);
    }
    var names = new HashSet<String>();
    for (int i = 0; i < blueprint.databaseServers().size(); i++) {
      server(
          YamlPath.ROOT.field("databaseServers").item(i),
          blueprint.databaseServers().get(i),
          names);
    }
  }

  private void pool(YamlPath path, Cluster.NodePool pool) {
    if (pool.autoscaling()) {
      ordered(path.field("maxCount"), "minCount", pool.minCount(), pool.maxCount());
      between(path.field("count"), pool.count(), pool.minCount(), pool.maxCount());
    }
  }

  private void service(YamlPath path, Service service) {
    service
        .nodePool()
        .ifPresent(p -> findings.reference(path.field("nodePool"), p, pools, "node pool"));
    for (int i = 0; i < service.cachePatterns().size(); i++) {
      findings.reference(
          path.field("cachePatterns").item(i),
          service.cachePatterns().get(i),
          patterns,
          "cache pattern");
    }
    service.autoscaling().ifPresent(a -> autoscaling(path, service, a));
    service
        .minAvailable()
        .filter(available -> available > service.replicas())
        .ifPresent(available ->
            findings.error(
                path.field("minAvailable"),
                "at most replicas, " + service.replicas(),
                String.valueOf(available)));
    if (service.requests().isPresent() && service.limits().isPresent()) {
      Service.Resources requests = service.requests().get();
      Service.Resources limits = service.limits().get();
      within(path.field("requests").field("cpu"), requests.cpu(), limits.cpu());
      within(path.field("requests").field("memory"), requests.memory(), limits.memory());
    }
  }

  private void autoscaling(YamlPath owner, Service service, Service.Autoscaling autoscaling) {
    YamlPath path = owner.field("autoscaling");
    if (autoscaling.minReplicas().isPresent() && autoscaling.maxReplicas().isPresent()) {
      int least = autoscaling.minReplicas().get();
      int most = autoscaling.maxReplicas().get();
      ordered(path.field("maxReplicas"), "minReplicas", least, most);
      between(owner.field("replicas"), service.replicas(), least, most);
    } else {
      findings.warning(
          path, "minReplicas and maxReplicas, to make an autoscaler of it", "no full range");
    }
    var names = new HashSet<String>();
    for (int i = 0; i < autoscaling.metrics().size(); i++) {
      unique(
          path.field("metrics").item(i).field("name"),
          autoscaling.metrics().get(i).name(),
          names,
          "metric");
    }
  }

  private void server(YamlPath path, DatabaseServer server, Set<String> names) {
    unique(path.field("resourceName"), server.resourceName(), names, "server");
    for (int i = 0; i < server.replicas().size(); i++) {
      unique(
          path.field("replicas").item(i).field("resourceName"),
          server.replicas().get(i).resourceName(),
          names,
          "server");
    }
    Set<String> services =
        blueprint.services().stream().map(Service::id).collect(Collectors.toSet());
    for (int i = 0; i < server.databases().size(); i++) {
      YamlPath at = path.field("databases").item(i).field("service");
      server
          .databases()
          .get(i)
          .service()
          .ifPresent(s -> findings.reference(at, s, services, "service"));
    }
  }

  private void unique(YamlPath path, String name, Set<String> seen, String kind) {
    if (!seen.add(name)) {
      findings.error(path, "a name that no other " + kind + " has", "\"" + name + "\" again");
    }
  }

  private void ordered(YamlPath path, String lowerName, int lower, int upper) {
    if (lower > upper) {
      findings.error(path, "at least " + lowerName + ", " + lower, String.valueOf(upper));
    }
  }

  private void between(YamlPath path, int value, int lower, int upper) {
    if (lower <= upper && (value < lower || value > upper)) {
      findings.error(path, "between " + lower + " and " + upper, String.valueOf(value));
    }
  }

  private void within(YamlPath path, String request, String limit) {
    if (Quantity.parse(request).compareTo(Quantity.parse(limit)) > 0) {
      findings.error(path, "at most the limit, " + limit, request);
    }
  }
}

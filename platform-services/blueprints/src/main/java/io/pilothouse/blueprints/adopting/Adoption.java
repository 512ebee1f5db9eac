package io.pilothouse.blueprints.adopting;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintProblem;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.ManagedCluster;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a blueprint of what runs: intent as it can be read from the live system, for a team that
 * has no document. Pure. What the sources do not tell is left out; what the format needs all the
 * same is assumed and said.
 */
public final class Adoption {
  /** Namespaces that Kubernetes and AKS own. */
  private static final Set<String> PLATFORM =
      Set.of(
          "kube-system",
          "kube-public",
          "kube-node-lease",
          "gatekeeper-system",
          "calico-system",
          "tigera-operator",
          "app-routing-system",
          "flux-system",
          "dapr-system",
          "argocd",
          "aks-command",
          "aks-istio-system",
          "aks-istio-ingress",
          "aks-istio-egress");

  private final Snapshot snapshot;
  private final Ids ids;
  private final List<Sentence> notes = new ArrayList<>();

  private Adoption(Snapshot snapshot, Dictionary dictionary) {
    this.snapshot = snapshot;
    this.ids = new Ids(dictionary);
  }

  /**
   * What came of it.
   *
   * @param blueprint absent where nothing runs that a blueprint could be made of
   * @param notes what was left out or assumed, for a person
   */
  public record Adopted(Optional<Blueprint> blueprint, List<Sentence> notes) {}

  /**
   * Adopts a system.
   *
   * @param system its key
   * @param environment such as {@code production}
   * @param namespace of its services; else the one that has the most Deployments
   */
  public static Adopted adopt(
      String system,
      String environment,
      Optional<String> namespace,
      Snapshot snapshot,
      Dictionary dictionary) {
    return new Adoption(snapshot, dictionary).adopt(system, environment, namespace);
  }

  private Adopted adopt(String system, String environment, Optional<String> wanted) {
    Map<String, List<Deployment>> namespaces =
        snapshot.all(Deployment.class).stream()
            .filter(d -> !PLATFORM.contains(d.namespace()))
            .collect(
                Collectors.groupingBy(Deployment::namespace, TreeMap::new, Collectors.toList()));
    String namespace =
        wanted
            .or(() ->
                namespaces.entrySet().stream()
                    .max(Comparator.comparingInt(e -> e.getValue().size()))
                    .map(Map.Entry::getKey))
            .orElse("default");
    List<Deployment> deployments = namespaces.getOrDefault(namespace, List.of());
    if (deployments.isEmpty() && snapshot.all(FlexibleServer.class).isEmpty()) {
      notes.add(Sentence.of("adopt.nothing", namespace));
      return new Adopted(Optional.empty(), notes);
    }
    namespaces.forEach((name, theirs) -> {
      if (!name.equals(namespace)) {
        notes.add(Sentence.of("adopt.other-namespace", name, theirs.size()));
      }
    });
    return loaded(tree(system, environment, namespace, deployments));
  }

  private ObjectNode tree(
      String system, String environment, String namespace, List<Deployment> deployments) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("apiVersion", "pilothouse.io/v1");
    root.put("system", system);
    root.put("name", system);
    root.put("environment", environment);
    region(root.putObject("region"));
    root.putObject("objectives");
    var azure = new AdoptedAzure(snapshot, ids, notes);
    var cluster = new AdoptedCluster(snapshot, ids, notes);
    azure.network(root);
    cluster.write(root.putObject("cluster"), namespace, azure::subnet);
    cluster.services(root, deployments);
    azure.servers(root);
    azure.caches(root);
    azure.brokers(root);
    azure.vaults(root);
    azure.endpoints(root);
    return root;
  }

  /** Where most of it runs. */
  private void region(ObjectNode region) {
    Map<String, Long> counts =
        Stream.concat(
                snapshot.all(ManagedCluster.class).stream().map(ManagedCluster::location),
                snapshot.all(FlexibleServer.class).stream()
                    .filter(s -> !s.replica())
                    .map(FlexibleServer::location))
            .map(AdoptedAzure::region)
            .collect(Collectors.groupingBy(l -> l, TreeMap::new, Collectors.counting()));
    Optional<String> primary =
        counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    if (primary.isEmpty()) {
      notes.add(Sentence.of("adopt.assumed", "region.primary", "koreacentral"));
    }
    region.put("primary", primary.orElse("koreacentral"));
    notes.add(Sentence.of("adopt.assumed", "region.timeZone", "Asia/Seoul"));
    region.put("timeZone", "Asia/Seoul");
  }

  private Adopted loaded(ObjectNode tree) {
    return switch (new BlueprintLoader().load("adopted", tree)) {
      case BlueprintResult.Loaded loaded ->
          new Adopted(Optional.of(loaded.blueprint()), List.copyOf(notes));
      case BlueprintResult.Invalid invalid -> {
        for (BlueprintProblem problem : invalid.problems()) {
          notes.add(
              Sentence.of("adopt.invalid", problem.path(), problem.expected(), problem.found()));
        }
        yield new Adopted(Optional.empty(), List.copyOf(notes));
      }
    };
  }
}

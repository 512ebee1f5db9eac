package io.pilothouse.blueprints.adopting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.blueprints.dictionary.Dictionary;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.HorizontalPodAutoscaler;
import io.pilothouse.sharedmodel.estate.KubernetesService;
import io.pilothouse.sharedmodel.estate.ManagedCluster;
import io.pilothouse.sharedmodel.estate.Node;
import io.pilothouse.sharedmodel.estate.PodDisruptionBudget;
import io.pilothouse.sharedmodel.estate.PodTemplate;
import io.pilothouse.sharedmodel.estate.Quantity;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.estate.Snapshot;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cluster with its pools, and the services in it. */
final class AdoptedCluster {
  private static final List<String> POOL_LABELS =
      List.of("kubernetes.azure.com/agentpool", "agentpool");
  private static final Pattern VERSION = Pattern.compile("v?(1\\.\\d{1,3})(?:\\..*)?");

  private final Snapshot snapshot;
  private final Ids ids;
  private final List<Sentence> notes;

  /** Ids of pools by their live names. */
  private final Map<String, String> pools = new HashMap<>();

  AdoptedCluster(Snapshot snapshot, Ids ids, List<Sentence> notes) {
    this.snapshot = snapshot;
    this.ids = ids;
    this.notes = notes;
  }

  void write(
      ObjectNode cluster,
      String namespace,
      Function<Optional<ResourceId>, Optional<String>> subnet) {
    Optional<ManagedCluster> live = snapshot.all(ManagedCluster.class).stream().findFirst();
    cluster.put("id", ids.of("aks", "cluster"));
    cluster.put("name", live.map(ManagedCluster::name).orElse("Kubernetes"));
    live.ifPresent(c -> {
      cluster.put("resourceName", c.name());
      c.tier()
          .filter(t -> t.matches("Free|Standard|Premium"))
          .ifPresent(t -> cluster.put("tier", t));
      c.networkPlugin().ifPresent(p -> cluster.put("networkPlugin", p));
      c.networkPolicy().ifPresent(p -> cluster.put("networkPolicy", p));
    });
    Optional<String> version =
        live.flatMap(ManagedCluster::kubernetesVersion)
            .or(() -> snapshot.all(Node.class).stream().map(Node::kubeletVersion).findFirst())
            .map(VERSION::matcher)
            .filter(Matcher::matches)
            .map(m -> m.group(1));
    assume(cluster, "kubernetesVersion", version, "1.30");
    cluster.put("privateCluster", live.flatMap(ManagedCluster::privateCluster).orElse(false));
    cluster.put("namespace", namespace);
    live.ifPresent(c -> {
      c.pools().stream()
          .map(ManagedCluster.AgentPool::subnet)
          .flatMap(s -> subnet.apply(s).stream())
          .findFirst()
          .ifPresent(s -> cluster.put("subnet", s));
      ArrayNode list = cluster.putArray("nodePools");
      c.pools().forEach(p -> pool(list.addObject(), p));
    });
  }

  private void assume(ObjectNode node, String field, Optional<String> value, String otherwise) {
    if (value.isEmpty()) {
      notes.add(Sentence.of("adopt.assumed", "cluster." + field, otherwise));
    }
    node.put(field, value.orElse(otherwise));
  }

  private void pool(ObjectNode pool, ManagedCluster.AgentPool live) {
    String id = ids.of(live.name(), "pool");
    pools.put(live.name(), id);
    pool.put("id", id).put("name", live.name()).put("mode", live.mode());
    pool.put("vmSize", live.vmSize());
    List<Node> nodes =
        snapshot.all(Node.class).stream()
            .filter(n -> n.pool().filter(live.name()::equals).isPresent())
            .toList();
    Dictionary.Size size =
        ids.dictionary()
            .sizes()
            .getOrDefault(live.vmSize().replace("Standard_", ""), ofNodes(nodes));
    pool.put("cpus", size.cpus()).put("memory", size.memory());
    pool.put("count", live.count()).put("autoscaling", live.autoscaling());
    pool.put("minCount", live.minCount().orElse(live.count()));
    pool.put("maxCount", live.maxCount().orElse(live.count()));
    live.zones().forEach(pool.putArray("zones")::add);
    live.taints().forEach(pool.putArray("taints")::add);
  }

  /** What pods may use of a node, rounded up to what machines have. */
  private static Dictionary.Size ofNodes(List<Node> nodes) {
    double cpus = nodes.stream().mapToDouble(Node::cpuAllocatable).max().orElse(1);
    double bytes = nodes.stream().mapToDouble(Node::memoryAllocatable).max().orElse(1);
    return new Dictionary.Size(
        (int) Math.max(1, Math.ceil(cpus)),
        (long) Math.max(1, Math.ceil(bytes / (1L << 30))) + "Gi");
  }

  void services(ObjectNode root, List<Deployment> deployments) {
    ArrayNode list = root.putArray("services");
    deployments.forEach(d -> service(list.addObject(), d));
  }

  private void service(ObjectNode service, Deployment live) {
    String id = ids.of(live.id(), live.name(), "service");
    service.put("id", id).put("name", live.name()).put("deployment", live.name());
    POOL_LABELS.stream()
        .flatMap(l -> Optional.ofNullable(live.template().nodeSelector().get(l)).stream())
        .flatMap(p -> Optional.ofNullable(pools.get(p)).stream())
        .findFirst()
        .ifPresent(p -> service.put("nodePool", p));
    Optional<PodTemplate.Container> container = container(live);
    container.ifPresent(c -> {
      resources(service, "requests", c.requests());
      resources(service, "limits", c.limits());
    });
    int replicas = autoscaling(service, live);
    service.put("replicas", replicas);
    budget(service, live, replicas);
    service.put("port", port(live, container));
  }

  /** The one that is named as the Deployment; sidecars stand beside it. */
  private static Optional<PodTemplate.Container> container(Deployment live) {
    List<PodTemplate.Container> containers = live.template().containers();
    return containers.stream()
        .filter(c -> c.name().equals(live.name()))
        .findFirst()
        .or(() -> containers.stream().findFirst());
  }

  private static void resources(ObjectNode service, String field, Map<String, Quantity> amounts) {
    if (amounts.containsKey("cpu") && amounts.containsKey("memory")) {
      service
          .putObject(field)
          .put("cpu", String.valueOf(amounts.get("cpu")))
          .put("memory", String.valueOf(amounts.get("memory")));
    }
  }

  /** The number of pods that the document can state beside the range. */
  private int autoscaling(ObjectNode service, Deployment live) {
    Optional<HorizontalPodAutoscaler> scaler =
        snapshot.all(HorizontalPodAutoscaler.class).stream()
            .filter(h -> h.namespace().equals(live.namespace()) && h.target().equals(live.name()))
            .findFirst();
    if (scaler.isEmpty()) {
      return live.desired();
    }
    HorizontalPodAutoscaler found = scaler.get();
    ObjectNode autoscaling = service.putObject("autoscaling");
    autoscaling.put("minReplicas", found.minReplicas()).put("maxReplicas", found.maxReplicas());
    ArrayNode metrics = autoscaling.putArray("metrics");
    for (HorizontalPodAutoscaler.Metric metric : found.metrics()) {
      boolean resource = metric.type().endsWith("Resource");
      metrics
          .addObject()
          .put("kind", resource ? "resource" : "custom")
          .put("name", metric.name())
          .put("target", metric.target());
    }
    return Math.clamp(live.desired(), found.minReplicas(), found.maxReplicas());
  }

  private void budget(ObjectNode service, Deployment live, int replicas) {
    snapshot.all(PodDisruptionBudget.class).stream()
        .filter(b -> b.namespace().equals(live.namespace()))
        .filter(b -> b.selector().filter(s -> s.matches(live.template().labels())).isPresent())
        .findFirst()
        .ifPresent(b -> {
          Optional<Integer> least =
              b.minAvailable()
                  .filter(m -> m.matches("\\d{1,6}"))
                  .map(Integer::parseInt)
                  .filter(m -> m <= replicas);
          least.ifPresentOrElse(
              m -> service.put("minAvailable", m),
              () -> notes.add(Sentence.of("adopt.budget", b.name(), live.name())));
        });
  }

  private int port(Deployment live, Optional<PodTemplate.Container> container) {
    return container.stream()
        .flatMap(c -> c.ports().stream())
        .map(PodTemplate.Port::number)
        .findFirst()
        .or(() ->
            snapshot.all(KubernetesService.class).stream()
                .filter(s -> s.namespace().equals(live.namespace()) && s.name().equals(live.name()))
                .flatMap(s -> s.ports().stream())
                .map(KubernetesService.Port::port)
                .findFirst())
        .orElseGet(() -> {
          notes.add(Sentence.of("adopt.assumed", live.name() + ".port", "8080"));
          return 8080;
        });
  }
}

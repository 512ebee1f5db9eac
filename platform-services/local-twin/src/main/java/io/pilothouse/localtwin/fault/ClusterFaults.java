package io.pilothouse.localtwin.fault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.deploy.ClusterDns;
import io.pilothouse.localtwin.fault.Parameter.Type;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.api.Deletion;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.ObjectKey;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.resource.ResourceType;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.time.Duration;
import java.util.List;

/** What can go wrong with the cluster and what is released to it. */
final class ClusterFaults {
  private static final Duration CUT = Duration.ofSeconds(30);

  static final List<Fault> ALL =
      List.of(
          new Fault(
              "release",
              "A release of the service is rolled out that crashes, never becomes ready, is slow,"
                  + " answers errors, or is not in the registry.",
              List.of(
                  Parameter.required("service", Type.SERVICE),
                  Parameter.required("behavior", Type.TEXT)),
              ClusterFaults::release),
          new Fault(
              "zone-loss",
              "The machines of an availability zone are gone, with the pods on them and the"
                  + " processes of databases and caches that stand there.",
              List.of(Parameter.required("zone", Type.ZONE)),
              ZoneLoss::inject),
          new Fault(
              "node-broken",
              "The container runtime of a node is down: the node is NotReady at once.",
              List.of(Parameter.optional("node", Type.COUNT)),
              ClusterFaults::breakNode),
          new Fault(
              "network-policy",
              "A network policy is applied that lets the service resolve names and reach nothing.",
              List.of(Parameter.required("service", Type.SERVICE)),
              ClusterFaults::cutByPolicy),
          new Fault(
              "dns-dead",
              "CoreDNS is scaled to no pod: no name is resolved any more.",
              List.of(),
              ClusterFaults::stopDns),
          new Fault(
              "autoscaler-ceiling",
              "The most replicas of the service's autoscaler are lowered to its least.",
              List.of(Parameter.required("service", Type.SERVICE)),
              ClusterFaults::lowerCeiling),
          new Fault(
              "quota-tight",
              "A resource quota allows the namespace no more pods than run now.",
              List.of(),
              ClusterFaults::tightenQuota),
          new Fault(
              "api-cut",
              "The Kubernetes API refuses connections for a time.",
              List.of(Parameter.optional("duration", Type.DURATION)),
              ClusterFaults::cutApi));

  private ClusterFaults() {}

  /** Rolls the release out as a pipeline would: by a new image in the Deployment's template. */
  private static Mending release(LocalTwin twin, FaultArguments arguments) {
    String deployment = deployment(twin, arguments);
    var images = new DeployedImages(twin.kubernetes(), twin.blueprint().cluster().namespace());
    String before = images.of(deployment);
    String repository = before.substring(0, before.lastIndexOf(':'));
    String broken = repository + ":" + tag(arguments.text("behavior"));
    images.set(deployment, broken, "release " + broken.substring(broken.lastIndexOf(':') + 1));
    return () -> {
      if (images.of(deployment).equals(broken)) {
        images.set(deployment, before, "back to " + before.substring(before.lastIndexOf(':') + 1));
      }
    };
  }

  private static String deployment(LocalTwin twin, FaultArguments arguments) {
    return twin.blueprint().services().stream()
        .filter(service -> service.id().equals(arguments.text("service")))
        .findFirst()
        .map(Service::deployment)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no service '" + arguments.text("service") + "'"));
  }

  /** The tags whose meaning {@code load.ReleaseBehavior} knows. */
  private static String tag(String behavior) {
    return switch (behavior) {
      case "crash", "unready", "slow", "errors" -> "1.3.0-" + behavior;
      case "missing" -> "1.3.0-lost";
      default ->
          throw new IllegalArgumentException(
              "a release can 'crash', be 'unready', 'slow', 'missing' or answer 'errors'; '"
                  + behavior
                  + "' is none of these");
    };
  }

  /** Nodes are counted from 0 in the order of their names. */
  private static Mending breakNode(LocalTwin twin, FaultArguments arguments) {
    var cluster = twin.kubernetes();
    List<String> nodes =
        cluster.api().list(BuiltInResources.NODES, Selection.everything()).stream()
            .map(KubeObject::name)
            .sorted()
            .toList();
    int index = arguments.count("node", 0);
    if (index < 0 || index >= nodes.size()) {
      throw new IllegalArgumentException(
          "there is no node " + index + ": the cluster has " + nodes.size() + ", from 0");
    }
    String node = nodes.get(index);
    cluster.faults().breakNode(node);
    return () -> cluster.faults().mendNode(node);
  }

  private static Mending cutByPolicy(LocalTwin twin, FaultArguments arguments) {
    String deployment = deployment(twin, arguments);
    String namespace = twin.blueprint().cluster().namespace();
    String name = deployment + "-tight-egress";
    var cluster = twin.kubernetes();
    cluster.apply(
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: %s, namespace: %s}
        spec:
          podSelector: {matchLabels: {app: %s}}
          policyTypes: [Egress]
          egress:
            - to:
                - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
                  podSelector: {matchLabels: {k8s-app: kube-dns}}
              ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}]
        """
            .formatted(name, namespace, deployment));
    return deleting(cluster, BuiltInResources.NETWORK_POLICIES, new ObjectKey(namespace, name));
  }

  private static Mending stopDns(LocalTwin twin, FaultArguments arguments) {
    var key = new ObjectKey(ClusterDns.NAMESPACE, ClusterDns.DEPLOYMENT);
    var cluster = twin.kubernetes();
    int before = number(cluster, BuiltInResources.DEPLOYMENTS, key, "replicas");
    set(cluster, BuiltInResources.DEPLOYMENTS, key, "replicas", 0);
    return () -> {
      if (number(cluster, BuiltInResources.DEPLOYMENTS, key, "replicas") == 0) {
        set(cluster, BuiltInResources.DEPLOYMENTS, key, "replicas", before);
      }
    };
  }

  private static Mending lowerCeiling(LocalTwin twin, FaultArguments arguments) {
    String namespace = twin.blueprint().cluster().namespace();
    var key = new ObjectKey(namespace, deployment(twin, arguments));
    var cluster = twin.kubernetes();
    if (cluster.api().find(BuiltInResources.AUTOSCALERS, key).isEmpty()) {
      throw new IllegalArgumentException(
          "the service '" + arguments.text("service") + "' has no autoscaler");
    }
    int before = number(cluster, BuiltInResources.AUTOSCALERS, key, "maxReplicas");
    int ceiling = number(cluster, BuiltInResources.AUTOSCALERS, key, "minReplicas");
    set(cluster, BuiltInResources.AUTOSCALERS, key, "maxReplicas", ceiling);
    return () -> {
      if (number(cluster, BuiltInResources.AUTOSCALERS, key, "maxReplicas") == ceiling) {
        set(cluster, BuiltInResources.AUTOSCALERS, key, "maxReplicas", before);
      }
    };
  }

  private static Mending tightenQuota(LocalTwin twin, FaultArguments arguments) {
    String namespace = twin.blueprint().cluster().namespace();
    var cluster = twin.kubernetes();
    int pods = cluster.api().list(BuiltInResources.PODS, Selection.inNamespace(namespace)).size();
    cluster.apply(
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: tight, namespace: %s}
        spec: {hard: {pods: "%d"}}
        """
            .formatted(namespace, pods));
    return deleting(cluster, BuiltInResources.RESOURCE_QUOTAS, new ObjectKey(namespace, "tight"));
  }

  private static Mending cutApi(LocalTwin twin, FaultArguments arguments) {
    var faults = twin.kubernetes().faults();
    faults.cutApi(arguments.duration("duration", CUT));
    return faults::restoreApi;
  }

  private static Mending deleting(KubernetesTwin cluster, ResourceType type, ObjectKey key) {
    return () -> {
      try {
        cluster.api().delete(type, key, Deletion.now());
      } catch (ApiFailure gone) {
        if (gone.code() != 404) {
          throw gone;
        }
      }
    };
  }

  /** A number of the object's spec; -1 when the object is no more. */
  private static int number(
      KubernetesTwin cluster, ResourceType type, ObjectKey key, String field) {
    return cluster
        .api()
        .find(type, key)
        .map(object -> object.spec().path(field).asInt())
        .orElse(-1);
  }

  private static void set(
      KubernetesTwin cluster, ResourceType type, ObjectKey key, String field, int number) {
    cluster
        .api()
        .modify(
            type,
            key,
            ObjectPart.MAIN,
            tree -> ((ObjectNode) tree.path("spec")).put(field, number));
  }
}

package io.pilothouse.localtwin.scale;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.KubernetesTwin;
import io.pilothouse.localtwin.kubernetes.KubernetesTwinSpec;
import io.pilothouse.localtwin.kubernetes.NodePoolSpec;
import io.pilothouse.localtwin.kubernetes.VmSize;
import io.pilothouse.localtwin.kubernetes.api.ClusterApi;
import io.pilothouse.localtwin.kubernetes.api.ObjectPart;
import io.pilothouse.localtwin.kubernetes.api.WriteOptions;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.resource.BuiltInResources;
import io.pilothouse.localtwin.kubernetes.store.Selection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A cluster of any size: real API server, watches and store, but no controller; nodes and pods are
 * written as if a kubelet had reported them. {@link #churn} changes pods at the rate of its
 * specification. The same specification makes the same estate.
 *
 * <p>A pod costs some 10 KiB of heap.
 */
public final class ScaleTwin implements AutoCloseable {
  private static final int PODS_PER_DEPLOYMENT = 20;
  private static final int DEPLOYMENTS_PER_NAMESPACE = 50;
  private static final int PODS_PER_NODE = 250;

  private final KubernetesTwin cluster;
  private final Churn churn;

  private ScaleTwin(KubernetesTwin cluster, Churn churn) {
    this.cluster = cluster;
    this.churn = churn;
  }

  /**
   * Makes the estate, and begins to change it when its specification says so.
   *
   * @throws IOException when no port can be had
   */
  public static ScaleTwin start(ScaleSpec spec) throws IOException {
    var pool =
        new NodePoolSpec(
            "scale",
            NodePoolSpec.Mode.USER,
            VmSize.named("Standard_D16s_v3", PODS_PER_NODE),
            spec.nodes(),
            List.of("koreacentral-1", "koreacentral-2", "koreacentral-3"),
            List.of(),
            Map.of());
    var cluster =
        KubernetesTwin.withoutControllers(
            KubernetesTwinSpec.of("aks-scale", "v1.29.15", List.of(pool)));
    var objects = new ScaleObjects();
    List<String> nodes = nodes(cluster.api(), objects);
    List<ScalePod> pods = new ArrayList<>(spec.pods());
    for (int i = 0; i < spec.pods(); i++) {
      int deployment = i / PODS_PER_DEPLOYMENT;
      pods.add(
          new ScalePod(
              "scale-" + deployment / DEPLOYMENTS_PER_NAMESPACE,
              "service-" + deployment,
              i,
              nodes.get(i % nodes.size())));
    }
    deployments(cluster.api(), objects, pods);
    pods.forEach(pod -> objects.createPod(cluster.api(), pod));
    var churn = new Churn(cluster.api(), objects, pods, new Random(1), spec.changesPerSecond());
    churn.start();
    return new ScaleTwin(cluster, churn);
  }

  private static List<String> nodes(ClusterApi api, ScaleObjects objects) {
    List<String> names =
        api.list(BuiltInResources.NODES, Selection.everything()).stream()
            .map(KubeObject::name)
            .toList();
    names.forEach(name -> objects.reportReady(api, name));
    return names;
  }

  private static void deployments(ClusterApi api, ScaleObjects objects, List<ScalePod> pods) {
    for (int first = 0; first < pods.size(); first += PODS_PER_DEPLOYMENT) {
      ScalePod pod = pods.get(first);
      if (first % (PODS_PER_DEPLOYMENT * DEPLOYMENTS_PER_NAMESPACE) == 0) {
        api.create(
            BuiltInResources.NAMESPACES,
            "",
            objects.namespace(pod.namespace()),
            WriteOptions.DEFAULT);
      }
      int replicas = Math.min(PODS_PER_DEPLOYMENT, pods.size() - first);
      ObjectNode deployment = objects.deployment(pod, replicas);
      KubeObject created =
          api.create(
              BuiltInResources.DEPLOYMENTS, pod.namespace(), deployment, WriteOptions.DEFAULT);
      api.modify(
          BuiltInResources.DEPLOYMENTS,
          created.key(),
          ObjectPart.STATUS,
          tree -> objects.reportAvailable(tree, replicas));
    }
  }

  /** Its API, with the kubeconfig to reach it. */
  public KubernetesTwin cluster() {
    return cluster;
  }

  /** Changes so far. */
  public long changes() {
    return churn.changes();
  }

  @Override
  public void close() {
    churn.close();
    cluster.close();
  }
}

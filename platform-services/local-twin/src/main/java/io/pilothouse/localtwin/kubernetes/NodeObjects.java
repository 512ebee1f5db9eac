package io.pilothouse.localtwin.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.Quantity;
import java.util.Locale;

/** The Node objects of a pool, named and labelled as AKS does. */
final class NodeObjects {
  private final KubernetesTwinSpec spec;

  NodeObjects(KubernetesTwinSpec spec) {
    this.spec = spec;
  }

  /** The name of a pool's node: the scale set's instance number in base 36. */
  String name(NodePoolSpec pool, int index) {
    String number = Integer.toString(index, 36);
    return "aks-"
        + pool.name()
        + "-"
        + Math.floorMod(spec.clusterName().hashCode(), 100_000_000)
        + "-vmss"
        + "0".repeat(6 - number.length())
        + number;
  }

  /** The node's tree; its kubelet reports the conditions. */
  ObjectNode node(NodePoolSpec pool, int index) {
    String name = name(pool, index);
    ObjectNode node = Json.object();
    node.put("apiVersion", "v1");
    node.put("kind", "Node");
    ObjectNode metadata = node.putObject("metadata");
    metadata.put("name", name);
    labels(metadata.putObject("labels"), pool, index, name);
    ObjectNode nodeSpec = node.putObject("spec");
    nodeSpec.put("providerID", "azure:///" + spec.clusterName() + "/" + pool.name() + "/" + index);
    for (NodeTaint taint : pool.taints()) {
      Json.children(nodeSpec, "taints")
          .addObject()
          .put("key", taint.key())
          .put("value", taint.value())
          .put("effect", taint.effect().name());
    }
    return node;
  }

  private static void labels(ObjectNode labels, NodePoolSpec pool, int index, String name) {
    String zone = pool.zones().get(index % pool.zones().size());
    int lastDash = zone.lastIndexOf('-');
    String mode = pool.mode().name().toLowerCase(Locale.ROOT);
    labels.put("kubernetes.io/hostname", name);
    labels.put("kubernetes.io/os", "linux");
    labels.put("kubernetes.io/arch", "amd64");
    labels.put("kubernetes.azure.com/agentpool", pool.name());
    labels.put("agentpool", pool.name());
    labels.put("kubernetes.azure.com/mode", mode);
    labels.put("node.kubernetes.io/instance-type", pool.vmSize().name());
    labels.put("topology.kubernetes.io/zone", zone);
    labels.put("topology.kubernetes.io/region", lastDash > 0 ? zone.substring(0, lastDash) : zone);
    pool.labels().forEach(labels::put);
  }

  /** The part of the status that the machine gives: sizes, address, versions. */
  ObjectNode status(NodePoolSpec pool, String name, int ordinalInCluster) {
    ObjectNode status = Json.object();
    VmSize size = pool.vmSize();
    sizes(
        status.putObject("capacity"),
        size.capacityMillicores(),
        size.capacityBytes(),
        size.maxPods());
    sizes(
        status.putObject("allocatable"),
        size.allocatableMillicores(),
        size.allocatableBytes(),
        size.maxPods());
    ArrayNode addresses = status.putArray("addresses");
    addresses
        .addObject()
        .put("type", "InternalIP")
        .put("address", "10.240.0." + (4 + ordinalInCluster));
    addresses.addObject().put("type", "Hostname").put("address", name);
    status
        .putObject("nodeInfo")
        .put("kubeletVersion", spec.version())
        .put("kubeProxyVersion", spec.version())
        .put("operatingSystem", "linux")
        .put("architecture", "amd64")
        .put("osImage", "Ubuntu 22.04 LTS")
        .put("kernelVersion", "stand-in")
        .put("containerRuntimeVersion", "pilothouse-twin://1")
        .put("machineID", "")
        .put("systemUUID", "")
        .put("bootID", "");
    return status;
  }

  private static void sizes(ObjectNode into, long millicores, long bytes, int pods) {
    into.put("cpu", Quantity.ofMillis(millicores));
    into.put("memory", Quantity.ofKibibytes(bytes));
    into.put("pods", Integer.toString(pods));
  }
}

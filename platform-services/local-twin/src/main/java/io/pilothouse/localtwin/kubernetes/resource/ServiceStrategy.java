package io.pilothouse.localtwin.kubernetes.resource;

import static io.pilothouse.localtwin.kubernetes.model.Json.setDefault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.util.concurrent.atomic.AtomicInteger;

/** Services: a cluster address each, given out in order from AKS' default range 10.0.0.0/16. */
final class ServiceStrategy implements ResourceStrategy {
  private static final int FIRST_NODE_PORT = 30_000;

  private final AtomicInteger nextAddress = new AtomicInteger(1);
  private final AtomicInteger nextNodePort = new AtomicInteger(FIRST_NODE_PORT);

  @Override
  public void setDefaults(ObjectNode tree) {
    ObjectNode spec = Json.child(tree, "spec");
    setDefault(spec, "type", "ClusterIP");
    setDefault(spec, "sessionAffinity", "None");
    setDefault(spec, "internalTrafficPolicy", "Cluster");
    for (ObjectNode port : Json.objects(spec.path("ports"))) {
      setDefault(port, "protocol", "TCP");
      setDefault(port, "targetPort", port.path("port").asLong());
    }
  }

  @Override
  public void prepareForCreate(ObjectNode tree) {
    tree.putObject("status").putObject("loadBalancer");
    ObjectNode spec = Json.child(tree, "spec");
    String type = spec.path("type").asText();
    if (type.equals("ExternalName")) {
      return;
    }
    if (!spec.hasNonNull("clusterIP")) {
      int host = nextAddress.getAndIncrement();
      spec.put("clusterIP", "10.0." + host / 250 + "." + (host % 250 + 1));
    }
    spec.putArray("clusterIPs").add(spec.path("clusterIP").asText());
    if (!spec.has("ipFamilies")) {
      spec.putArray("ipFamilies").add("IPv4");
    }
    setDefault(spec, "ipFamilyPolicy", "SingleStack");
    if (type.equals("NodePort") || type.equals("LoadBalancer")) {
      setDefault(spec, "externalTrafficPolicy", "Cluster");
      Json.objects(spec.path("ports"))
          .forEach(port -> setDefault(port, "nodePort", nextNodePort.getAndIncrement()));
    }
  }

  @Override
  public void prepareForUpdate(ObjectNode tree, KubeObject before) {
    ObjectNode spec = Json.child(tree, "spec");
    for (String kept : new String[] {"clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"}) {
      if (before.spec().has(kept)) {
        setDefault(spec, kept, before.spec().path(kept).deepCopy());
      }
    }
  }

  @Override
  public void validate(ResourceType type, ObjectNode tree) {
    var spec = tree.path("spec");
    boolean portless =
        spec.path("type").asText().equals("ExternalName")
            || spec.path("clusterIP").asText().equals("None");
    if (spec.path("ports").isEmpty() && !portless) {
      throw type.invalid(
          tree.path("metadata").path("name").asText(), "spec.ports", "Required value");
    }
  }
}

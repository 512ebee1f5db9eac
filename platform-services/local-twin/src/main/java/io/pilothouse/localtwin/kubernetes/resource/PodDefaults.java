package io.pilothouse.localtwin.kubernetes.resource;

import static io.pilothouse.localtwin.kubernetes.model.Json.child;
import static io.pilothouse.localtwin.kubernetes.model.Json.setDefault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.Json;
import java.util.List;

/** The defaults of a pod's spec, as core/v1 documents them. */
final class PodDefaults {
  private static final List<String> PROBES =
      List.of("readinessProbe", "livenessProbe", "startupProbe");

  private PodDefaults() {}

  static void apply(ObjectNode podSpec) {
    setDefault(podSpec, "restartPolicy", "Always");
    setDefault(podSpec, "dnsPolicy", "ClusterFirst");
    setDefault(podSpec, "schedulerName", "default-scheduler");
    setDefault(podSpec, "terminationGracePeriodSeconds", 30);
    child(podSpec, "securityContext");
    for (String list : List.of("initContainers", "containers")) {
      Json.objects(podSpec.path(list)).forEach(PodDefaults::container);
    }
    for (ObjectNode volume : Json.objects(podSpec.path("volumes"))) {
      for (String source : List.of("configMap", "secret", "projected", "downwardAPI")) {
        if (volume.get(source) instanceof ObjectNode projected) {
          setDefault(projected, "defaultMode", 420);
        }
      }
    }
    if (podSpec.hasNonNull("serviceAccountName")) {
      setDefault(podSpec, "serviceAccount", podSpec.path("serviceAccountName").asText());
    }
  }

  private static void container(ObjectNode container) {
    String image = container.path("image").asText();
    boolean latest = image.endsWith(":latest") || image.lastIndexOf(':') <= image.lastIndexOf('/');
    setDefault(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
    setDefault(container, "terminationMessagePath", "/dev/termination-log");
    setDefault(container, "terminationMessagePolicy", "File");
    ObjectNode resources = child(container, "resources");
    JsonNode limits = resources.path("limits");
    if (!limits.isEmpty()) {
      ObjectNode requests = child(resources, "requests");
      limits
          .properties()
          .forEach(limit -> setDefault(requests, limit.getKey(), limit.getValue().deepCopy()));
    }
    for (ObjectNode port : Json.objects(container.path("ports"))) {
      setDefault(port, "protocol", "TCP");
    }
    for (ObjectNode variable : Json.objects(container.path("env"))) {
      if (variable.path("valueFrom").get("fieldRef") instanceof ObjectNode field) {
        setDefault(field, "apiVersion", "v1");
      }
    }
    for (String name : PROBES) {
      if (container.get(name) instanceof ObjectNode probe) {
        probe(probe);
      }
    }
  }

  private static void probe(ObjectNode probe) {
    setDefault(probe, "timeoutSeconds", 1);
    setDefault(probe, "periodSeconds", 10);
    setDefault(probe, "successThreshold", 1);
    setDefault(probe, "failureThreshold", 3);
    if (probe.get("httpGet") instanceof ObjectNode request) {
      setDefault(request, "path", "/");
      setDefault(request, "scheme", "HTTP");
    }
  }
}

package io.pilothouse.localtwin.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilothouse.localtwin.kubernetes.model.Conditions;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns of nodes, namespaces, services, events and configuration. */
final class ClusterCells {
  private static final String ROLE_PREFIX = "node-role.kubernetes.io/";

  private ClusterCells() {}

  static TableLayout nodes() {
    return TableLayout.start()
        .text("Status", ClusterCells::nodeStatus)
        .text("Roles", ClusterCells::roles)
        .age()
        .text("Version", node -> node.at("status", "nodeInfo", "kubeletVersion").asText())
        .wide("Internal-IP", node -> address(node, "InternalIP"))
        .wide("External-IP", node -> address(node, "ExternalIP"))
        .wide("OS-Image", node -> node.at("status", "nodeInfo", "osImage").asText())
        .wide("Kernel-Version", node -> node.at("status", "nodeInfo", "kernelVersion").asText())
        .wide(
            "Container-Runtime",
            node -> node.at("status", "nodeInfo", "containerRuntimeVersion").asText());
  }

  private static Object nodeStatus(KubeObject node) {
    String ready =
        switch (Conditions.find(node.status(), "Ready").path("status").asText()) {
          case "True" -> "Ready";
          case "" -> "Unknown";
          default -> "NotReady";
        };
    return node.spec().path("unschedulable").asBoolean() ? ready + ",SchedulingDisabled" : ready;
  }

  private static Object roles(KubeObject node) {
    List<String> roles =
        node.labels().keySet().stream()
            .filter(label -> label.startsWith(ROLE_PREFIX))
            .map(label -> label.substring(ROLE_PREFIX.length()))
            .sorted()
            .toList();
    return roles.isEmpty() ? "<none>" : String.join(",", roles);
  }

  private static String address(KubeObject node, String type) {
    for (JsonNode address : node.status().path("addresses")) {
      if (address.path("type").asText().equals(type)) {
        return address.path("address").asText();
      }
    }
    return "<none>";
  }

  static TableLayout namespaces() {
    return TableLayout.start()
        .text("Status", namespace -> namespace.status().path("phase").asText())
        .age();
  }

  static TableLayout services() {
    return TableLayout.start()
        .text("Type", service -> service.spec().path("type").asText())
        .text("Cluster-IP", service -> PodCells.orNone(service.spec().path("clusterIP")))
        .text("External-IP", ClusterCells::externalAddress)
        .text("Port(s)", ClusterCells::ports)
        .age()
        .wide("Selector", service -> pairs(service.spec().path("selector")));
  }

  private static Object externalAddress(KubeObject service) {
    List<String> addresses = new ArrayList<>();
    for (JsonNode ingress : service.at("status", "loadBalancer", "ingress")) {
      addresses.add(ingress.path("ip").asText(ingress.path("hostname").asText()));
    }
    if (!addresses.isEmpty()) {
      return String.join(",", addresses);
    }
    return switch (service.spec().path("type").asText()) {
      case "LoadBalancer" -> "<pending>";
      case "ExternalName" -> service.spec().path("externalName").asText();
      default -> "<none>";
    };
  }

  private static Object ports(KubeObject service) {
    List<String> ports = new ArrayList<>();
    for (JsonNode port : service.spec().path("ports")) {
      String node = port.has("nodePort") ? ":" + port.path("nodePort").asText() : "";
      ports.add(port.path("port").asText() + node + "/" + port.path("protocol").asText());
    }
    return ports.isEmpty() ? "<none>" : String.join(",", ports);
  }

  private static String pairs(JsonNode labels) {
    List<String> pairs = new ArrayList<>();
    labels
        .properties()
        .forEach(label -> pairs.add(label.getKey() + "=" + label.getValue().asText()));
    return pairs.isEmpty() ? "<none>" : String.join(",", pairs);
  }

  static TableLayout events() {
    return TableLayout.bare()
        .text("Last Seen", ClusterCells::lastSeen)
        .text("Type", event -> event.at("type").asText())
        .text("Reason", event -> event.at("reason").asText())
        .text(
            "Object",
            event ->
                event.at("involvedObject", "kind").asText().toLowerCase(java.util.Locale.ROOT)
                    + "/"
                    + event.at("involvedObject", "name").asText())
        .wide("Subobject", event -> event.at("involvedObject", "fieldPath").asText())
        .wide("Source", event -> event.at("source", "component").asText())
        .text("Message", event -> event.at("message").asText().strip())
        .wide("First Seen", event -> event.at("firstTimestamp").asText())
        .wide("Count", event -> event.at("count").asText("1"))
        .wide("Name", KubeObject::name);
  }

  private static Object lastSeen(KubeObject event, Instant now) {
    Optional<Instant> last = Timestamps.read(event.at("series", "lastObservedTime"));
    if (last.isEmpty()) {
      last = Timestamps.read(event.at("lastTimestamp"));
    }
    if (last.isEmpty()) {
      last = Timestamps.read(event.at("eventTime"));
    }
    return TableLayout.age(last.orElse(event.createdAt()), now);
  }

  static TableLayout configMaps() {
    return TableLayout.start()
        .number("Data", map -> (long) map.at("data").size() + map.at("binaryData").size())
        .age();
  }

  static TableLayout secrets() {
    return TableLayout.start()
        .text("Type", secret -> secret.at("type").asText())
        .number("Data", secret -> (long) secret.at("data").size())
        .age();
  }

  static TableLayout serviceAccounts() {
    return TableLayout.start()
        .number("Secrets", account -> (long) account.at("secrets").size())
        .age();
  }

  static TableLayout endpoints() {
    return TableLayout.start().text("Endpoints", ClusterCells::endpointAddresses).age();
  }

  private static Object endpointAddresses(KubeObject endpoints) {
    List<String> all = new ArrayList<>();
    for (JsonNode subset : endpoints.at("subsets")) {
      for (JsonNode address : subset.path("addresses")) {
        for (JsonNode port : subset.path("ports")) {
          all.add(address.path("ip").asText() + ":" + port.path("port").asText());
        }
      }
    }
    if (all.isEmpty()) {
      return "<none>";
    }
    int shown = Math.min(3, all.size());
    String text = String.join(",", all.subList(0, shown));
    return all.size() > shown ? text + " + " + (all.size() - shown) + " more..." : text;
  }

  static TableLayout leases() {
    return TableLayout.start()
        .text("Holder", lease -> lease.at("spec", "holderIdentity").asText())
        .age();
  }

  static TableLayout ingresses() {
    return TableLayout.start()
        .text("Class", ingress -> PodCells.orNone(ingress.spec().path("ingressClassName")))
        .text("Hosts", ClusterCells::hosts)
        .text("Address", ClusterCells::ingressAddress)
        .text("Ports", ingress -> ingress.spec().path("tls").isEmpty() ? "80" : "80, 443")
        .age();
  }

  private static Object hosts(KubeObject ingress) {
    List<String> hosts = new ArrayList<>();
    ingress.spec().path("rules").forEach(rule -> hosts.add(rule.path("host").asText("*")));
    return hosts.isEmpty() ? "*" : String.join(",", hosts);
  }

  private static Object ingressAddress(KubeObject ingress) {
    return ingress.at("status", "loadBalancer", "ingress").path(0).path("ip").asText("");
  }

  static TableLayout definitions() {
    return TableLayout.start()
        .text("Created At", definition -> Timestamps.seconds(definition.createdAt()));
  }

  static TableLayout roleBindings() {
    return TableLayout.start()
        .text(
            "Role",
            binding ->
                binding.at("roleRef", "kind").asText()
                    + "/"
                    + binding.at("roleRef", "name").asText())
        .age();
  }

  static TableLayout quotas() {
    return TableLayout.start()
        .age()
        .text("Request", quota -> usage(quota, false))
        .text("Limit", quota -> usage(quota, true));
  }

  private static String usage(KubeObject quota, boolean limits) {
    List<String> texts = new ArrayList<>();
    quota
        .spec()
        .path("hard")
        .properties()
        .forEach(hard -> {
          if (hard.getKey().startsWith("limits.") == limits) {
            String used = quota.at("status", "used").path(hard.getKey()).asText("0");
            texts.add(hard.getKey() + ": " + used + "/" + hard.getValue().asText());
          }
        });
    return String.join(", ", texts);
  }

  static TableLayout networkPolicies() {
    return TableLayout.start()
        .text("Pod-Selector", policy -> pairs(policy.at("spec", "podSelector", "matchLabels")))
        .age();
  }
}

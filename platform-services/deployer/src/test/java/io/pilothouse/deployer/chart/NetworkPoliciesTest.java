package io.pilothouse.deployer.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkPoliciesTest {

  @Test
  void aServiceOfTripGenReachesItsDataNamesAndTheInternetAndNothingElse() {
    var policy = Rendered.system("tripgen-prod").get("NetworkPolicy", "user-service");
    assertThat(paths(policy.at("/spec/egress"), "to"))
        .containsExactlyInAnyOrder(
            "kube-system/kube-dns:53/UDP",
            "kube-system/kube-dns:53/TCP",
            "10.0.2.0/24:5432/TCP",
            "10.0.3.0/24:6380/TCP",
            "10.0.3.0/24:15000-15999/TCP",
            "10.0.1.0/24:5671/TCP",
            "10.0.1.0/24:443/TCP",
            "10.0.1.0/24:443/TCP",
            "0.0.0.0/0-[10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16]:443/TCP",
            "pilothouse/auth-service:8080/TCP");
    assertThat(paths(policy.at("/spec/ingress"), "from"))
        .containsExactlyInAnyOrder(
            "10.0.4.0/24:8080/TCP", "10.0.4.0/24:8081/TCP", "kube-system/*:8081/TCP");
  }

  @Test
  void behindAMeshOnlyTheDocumentsCallersGetIn() {
    var rendered = Rendered.system("healthsync-prod");
    assertThat(paths(rendered.get("NetworkPolicy", "intell-pod").at("/spec/ingress"), "from"))
        .containsExactlyInAnyOrder(
            "gateway-pod:8080/TCP", "batch-pod:8080/TCP", "monitoring/*:8081/TCP");
    assertThat(paths(rendered.get("NetworkPolicy", "batch-pod").at("/spec/egress"), "to"))
        .contains("intell-pod:8080/TCP")
        .doesNotContain("user-pod:8080/TCP");
    assertThat(paths(rendered.get("NetworkPolicy", "user-pod").at("/spec/ingress"), "from"))
        .contains("gateway-pod:8080/TCP")
        .doesNotContain("ingress-nginx/*:8080/TCP");
  }

  @Test
  void aDatabaseInAPodTakesTheServicesAndReachesNothing() {
    var rendered = Rendered.system("phonebill-dev");
    var policy = rendered.get("NetworkPolicy", "postgresql");
    assertThat(policy.at("/spec/policyTypes")).hasSize(2);
    assertThat(policy.at("/spec/egress")).isEmpty();
    assertThat(policy.at("/spec/ingress/0/from/0/podSelector/matchLabels/tier").asText())
        .isEqualTo("application");
    assertThat(paths(rendered.get("NetworkPolicy", "application").at("/spec/egress"), "to"))
        .contains("postgresql:5432/TCP", "redis:6379/TCP");
  }

  /** Each way as {@code PEER:PORT/PROTOCOL}. */
  static List<String> paths(JsonNode rules, String side) {
    var paths = new ArrayList<String>();
    for (var rule : rules) {
      for (var peer : rule.path(side)) {
        for (var port : rule.path("ports")) {
          paths.add(
              peer(peer)
                  + ":"
                  + port.path("port").asText()
                  + (port.has("endPort") ? "-" + port.path("endPort").asText() : "")
                  + "/"
                  + port.path("protocol").asText("TCP"));
        }
      }
    }
    return paths;
  }

  private static String peer(JsonNode peer) {
    if (peer.has("ipBlock")) {
      var except = new ArrayList<String>();
      peer.at("/ipBlock/except").forEach(block -> except.add(block.asText()));
      return peer.at("/ipBlock/cidr").asText() + (except.isEmpty() ? "" : "-" + except);
    }
    var labels = peer.at("/podSelector/matchLabels");
    String pods = labels.path("app.kubernetes.io/name").asText(labels.path("k8s-app").asText("*"));
    return peer.has("namespaceSelector")
        ? peer.at("/namespaceSelector/matchLabels/kubernetes.io~1metadata.name").asText()
            + "/"
            + pods
        : pods;
  }
}

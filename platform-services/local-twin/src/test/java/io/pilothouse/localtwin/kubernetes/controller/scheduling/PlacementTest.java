package io.pilothouse.localtwin.kubernetes.controller.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final String PLAIN = "";
  private static final String SYSTEM_ONLY =
      "\"taints\":[{\"key\":\"CriticalAddonsOnly\",\"value\":\"true\",\"effect\":\"NoSchedule\"}]";

  @Test
  void takesTheNodeWithTheMostRoom() {
    var nodes = List.of(node("a", "z1", PLAIN, pod("500m", "")), node("b", "z1", PLAIN));
    assertThat(Placement.decide(pod("500m", ""), nodes)).isEqualTo(new Placement.On("b"));
  }

  @Test
  void saysWhyThereIsNoRoom() {
    var nodes =
        List.of(
            node("a", "z1", PLAIN, pod("1800m", "")),
            node("b", "z2", PLAIN, pod("1800m", "")),
            node("system", "z1", SYSTEM_ONLY));
    assertThat(Placement.decide(pod("500m", ""), nodes))
        .isEqualTo(
            new Placement.Nowhere(
                "0/3 nodes are available: 1 node(s) had untolerated taint {CriticalAddonsOnly:"
                    + " true}, 2 Insufficient cpu. preemption: 0/3 nodes are available: 1"
                    + " Preemption is not helpful for scheduling, 2 No preemption victims found"
                    + " for incoming pod."));
  }

  @Test
  void toleratesWhatItToleratesAndHonoursCordons() {
    String toleration =
        ",\"tolerations\":[{\"key\":\"CriticalAddonsOnly\",\"operator\":\"Exists\"}]";
    assertThat(
            Placement.decide(pod("100m", toleration), List.of(node("system", "z1", SYSTEM_ONLY))))
        .isEqualTo(new Placement.On("system"));
    assertThat(
            Placement.decide(pod("100m", ""), List.of(node("a", "z1", "\"unschedulable\":true"))))
        .isInstanceOfSatisfying(
            Placement.Nowhere.class,
            nowhere -> assertThat(nowhere.message()).contains("1 node(s) were unschedulable"));
  }

  @Test
  void spreadsOverZones() {
    String spread =
        """
        ,"topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"topology.kubernetes.io/zone",
          "whenUnsatisfiable":"DoNotSchedule","labelSelector":{"matchLabels":{"app":"web"}}}]
        """;
    var nodes =
        List.of(
            node("a", "z1", PLAIN, pod("100m", spread)),
            node("b", "z2", PLAIN, pod("900m", spread)),
            node("c", "z3", PLAIN, bystander()));
    assertThat(Placement.decide(pod("100m", spread), nodes)).isEqualTo(new Placement.On("c"));
  }

  @Test
  void keepsApartWhatMustNotShareANode() {
    String apart =
        """
        ,"affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[
          {"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"app":"web"}}}]}}
        """;
    var nodes = List.of(node("a", "z1", PLAIN, pod("100m", "")));
    assertThat(Placement.decide(pod("100m", apart), nodes))
        .isInstanceOfSatisfying(
            Placement.Nowhere.class,
            nowhere ->
                assertThat(nowhere.message())
                    .contains("1 node(s) didn't match pod anti-affinity rules"));
  }

  private static NodeView node(String name, String zone, String spec, KubeObject... pods) {
    return new NodeView(
        KubeObject.of(
            Json.parse(
                """
                {"kind":"Node","metadata":{"name":"%1$s","labels":{
                  "kubernetes.io/hostname":"%1$s","topology.kubernetes.io/zone":"%2$s"}},
                 "spec":{%3$s},"status":{"allocatable":{"cpu":"2","memory":"4Gi","pods":"30"}}}
                """
                    .formatted(name, zone, spec))),
        List.of(pods));
  }

  private static KubeObject bystander() {
    return KubeObject.of(
        Json.parse("{\"kind\":\"Pod\",\"metadata\":{\"name\":\"x\",\"namespace\":\"t\"}}"));
  }

  private static KubeObject pod(String cpu, String moreSpec) {
    return KubeObject.of(
        Json.parse(
            """
            {"kind":"Pod","metadata":{"name":"p","namespace":"t","labels":{"app":"web"}},
             "spec":{"containers":[{"name":"c","image":"i",
               "resources":{"requests":{"cpu":"%s","memory":"64Mi"}}}]%s}}
            """
                .formatted(cpu, moreSpec)));
  }
}

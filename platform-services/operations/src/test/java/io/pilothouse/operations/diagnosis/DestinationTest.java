package io.pilothouse.operations.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.operations.world.Live;
import io.pilothouse.operations.world.TripGen;
import io.pilothouse.operations.world.With;
import io.pilothouse.sharedmodel.estate.Deployment;
import io.pilothouse.sharedmodel.estate.LabelSelector;
import io.pilothouse.sharedmodel.estate.NetworkPolicy;
import io.pilothouse.sharedmodel.estate.PodTemplate;
import io.pilothouse.sharedmodel.estate.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What policies let through to a database in pods, and to one outside the cluster. */
class DestinationTest {
  private static final NetworkPolicy.Peer ADDRESSES =
      new NetworkPolicy.Peer(
          Optional.empty(), Optional.empty(), Optional.of("10.0.0.0/8"), List.of());

  private final Destination inPods = new Destination(5432, Optional.of(database()));
  private final Destination outside = new Destination(5432, Optional.empty());

  @Test
  void podsAreLetThroughByTheirLabelsAndNotByAddresses() {
    assertThat(inPods.openUnder(policy(pods("postgresql"), "5432"))).isTrue();
    assertThat(inPods.openUnder(policy(pods("redis"), "5432"))).isFalse();
    assertThat(inPods.openUnder(policy(pods("postgresql"), "6379"))).isFalse();
    assertThat(inPods.openUnder(policy(ADDRESSES, "5432"))).isFalse();
  }

  @Test
  void theWorldOutsideIsLetThroughByAddressesAndNotByLabels() {
    assertThat(outside.openUnder(policy(ADDRESSES, "5432"))).isTrue();
    assertThat(outside.openUnder(policy(pods("postgresql"), "5432"))).isFalse();
  }

  @Test
  void podsOfAnotherNamespaceAreLetThroughOnlyByItsName() {
    assertThat(inPods.openUnder(policy(namespace("kube-system"), "5432"))).isFalse();
    assertThat(inPods.openUnder(policy(namespace(TripGen.NAMESPACE), "5432"))).isTrue();
  }

  @Test
  void theNameOfAPortMayBeTheOneOfThePods() {
    assertThat(inPods.openUnder(policy(pods("postgresql"), "postgres"))).isTrue();
    assertThat(outside.openUnder(policy(ADDRESSES, "postgres"))).isFalse();
  }

  private static Deployment database() {
    return With.with(
        Live.deployment("postgresql", 1, 1),
        "template",
        With.with(PodTemplate.UNKNOWN, "labels", Map.of("app", "postgresql")));
  }

  private static NetworkPolicy.Peer pods(String app) {
    return new NetworkPolicy.Peer(
        Optional.of(LabelSelector.of(Map.of("app", app))),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static NetworkPolicy.Peer namespace(String name) {
    return new NetworkPolicy.Peer(
        Optional.empty(),
        Optional.of(LabelSelector.of(Map.of("kubernetes.io/metadata.name", name))),
        Optional.empty(),
        List.of());
  }

  private static NetworkPolicy policy(NetworkPolicy.Peer peer, String port) {
    return new NetworkPolicy(
        ResourceId.kubernetes("networkpolicy", TripGen.NAMESPACE, "egress"),
        TripGen.NAMESPACE,
        "egress",
        Map.of(),
        LabelSelector.of(Map.of("app", "application")),
        Optional.empty(),
        Optional.of(
            List.of(
                new NetworkPolicy.Rule(
                    List.of(peer),
                    List.of(new NetworkPolicy.Port("TCP", Optional.of(port), Optional.empty()))))));
  }
}

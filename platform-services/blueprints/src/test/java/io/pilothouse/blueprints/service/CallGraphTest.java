package io.pilothouse.blueprints.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.ShippedSystems;
import org.junit.jupiter.api.Test;

class CallGraphTest {

  @Test
  void followsTheArrowsOfTheDocumentThroughTheServiceMesh() {
    var calls = new CallGraph(ShippedSystems.load("healthsync-prod").orElseThrow());
    assertThat(calls.services("gateway-pod"))
        .containsExactlyInAnyOrder("user-pod", "health-pod", "goal-pod", "intell-pod");
    assertThat(calls.services("batch-pod")).containsExactly("intell-pod");
    assertThat(calls.services("user-pod")).isEmpty();
    assertThat(calls.externals("user-pod")).containsExactly("google-oauth");
    assertThat(calls.externals("batch-pod")).containsExactly("claude-api");
    assertThat(calls.externals("gateway-pod")).isEmpty();
  }

  @Test
  void callsEachOfNineExternalSystemsFromTheServiceThatTheDocumentNames() {
    var calls = new CallGraph(ShippedSystems.load("kt-event-marketing-prod").orElseThrow());
    assertThat(calls.externals("user-service")).containsExactly("tax-api");
    assertThat(calls.externals("dist-service")).hasSize(6);
    assertThat(calls.externals("event-service")).isEmpty();
  }
}

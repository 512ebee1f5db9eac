package io.pilothouse.localtwin.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

  @Test
  void aServiceCostsLessPerRequestTheMoreOthersPassOnToIt() {
    var plan = LoadPlan.of(ShippedSystems.load("healthsync-prod").orElseThrow(), 120);
    var gateway = service(plan, "gateway-pod");
    var user = service(plan, "user-pod");
    assertThat(gateway.downstreamShare()).isCloseTo(0.9, within(1e-9));
    double passedOn = gateway.share() * 0.9 / 4;
    assertThat(user.coreSecondsPerRequest() * (user.share() + passedOn))
        .isCloseTo(gateway.coreSecondsPerRequest() * gateway.share(), within(1e-9));
  }

  private static ServicePlan service(LoadPlan plan, String id) {
    return plan.services().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
  }
}

package io.pilothouse.localtwin.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pilothouse.blueprints.ShippedSystems;
import org.junit.jupiter.api.Test;

class PassedOnLoadTest {

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

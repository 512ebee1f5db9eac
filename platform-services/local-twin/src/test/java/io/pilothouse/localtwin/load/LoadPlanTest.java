package io.pilothouse.localtwin.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pilothouse.blueprints.ShippedSystems;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LoadPlanTest {

  private final LoadPlan plan =
      LoadPlan.of(ShippedSystems.load("tripgen-prod").orElseThrow(), LoadPlan.LAPTOP_PEAK);

  @Test
  void spreadsAllRequestsOverTheServicesOfTheBlueprint() {
    assertThat(plan.services())
        .extracting(ServicePlan::service)
        .containsExactly("user-service", "trip-service", "ai-service", "location-service");
    assertThat(plan.services().stream().mapToDouble(ServicePlan::share).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(plan.zone()).isEqualTo(ZoneId.of("Asia/Seoul"));
  }

  @Test
  void usesHalfOfTheRequestedProcessorAtTheCrest() {
    var user = service("user-service");
    double coresAtCrest = user.share() * LoadPlan.LAPTOP_PEAK * user.coreSecondsPerRequest();
    assertThat(coresAtCrest).isCloseTo(0.55 * 3 * 0.2, within(1e-9));
    assertThat(user.cores()).isEqualTo(1);
    assertThat(user.idleBytes()).isBetween(250L << 20, 300L << 20);
  }

  @Test
  void takesTheTimeToLivePatternThatGoesByTheServicesName() {
    assertThat(service("user-service").pattern()).isEqualTo("user_session");
    assertThat(service("location-service").pattern()).isEqualTo("location_data");
    assertThat(service("ai-service").pattern()).isEqualTo("ai_results");
    assertThat(service("trip-service").pattern()).isEqualTo("trip_data");
    assertThat(plan.services()).allSatisfy(s -> assertThat(s.workingSet()).isBetween(100, 2000));
  }

  private ServicePlan service(String name) {
    return plan.services().stream().filter(s -> s.service().equals(name)).findFirst().orElseThrow();
  }
}

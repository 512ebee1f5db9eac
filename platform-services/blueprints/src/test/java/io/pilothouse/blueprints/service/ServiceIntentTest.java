package io.pilothouse.blueprints.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServiceIntentTest {

  @Test
  void aServiceOfSevenHasItsOwnDatabaseItsQueueAndItsGuardedExternalSystem() {
    var ai = intent("kt-event-marketing-prod", "ai-service");
    assertThat(ai.database().orElseThrow().database()).isEqualTo("ai");
    assertThat(ai.cachePattern()).isEqualTo("ai-service");
    assertThat(ai.consumes())
        .extracting(MessageRoutes.Route::queue)
        .containsExactly("ai-event-generation");
    assertThat(ai.externals())
        .singleElement()
        .satisfies(called -> {
          assertThat(called.system().id()).isEqualTo("claude-api");
          assertThat(called.breaker().orElseThrow().timeout()).contains(Duration.ofSeconds(10));
        });
  }

  @Test
  void aServiceWithoutAnArrowToTheCacheHasNone() {
    assertThat(intent("kt-event-marketing-prod", "event-service").cache()).isEmpty();
    assertThat(intent("kt-event-marketing-prod", "user-service").cache()).isPresent();
    assertThat(intent("healthsync-prod", "user-pod").cache()).isEmpty();
    assertThat(intent("phonebill-auth-prod", "auth-service").cache()).isEmpty();
  }

  @Test
  void podsAreAsManyAsTheAutoscalerMayMake() {
    assertThat(intent("tripgen-prod", "trip-service").pods()).isEqualTo(15);
    assertThat(intent("tripgen-prod", "location-service").pods()).isEqualTo(2);
  }

  @Test
  void resourcesGoByTheServicesOwnWord() {
    assertThat(plural("tripgen-prod", "trip-service")).isEqualTo("trips");
    assertThat(plural("kt-event-marketing-prod", "anal-service")).isEqualTo("analytics-records");
    assertThat(plural("kt-event-marketing-prod", "dist-service")).isEqualTo("distributions");
    assertThat(plural("healthsync-prod", "batch-pod")).isEqualTo("batches");
    assertThat(plural("healthsync-prod", "gateway-pod")).isEqualTo("gateways");
    assertThat(plural("phonebill-dev", "application")).isEqualTo("applications");
  }

  @Test
  void anUnknownServiceHasNoIntent() {
    assertThat(ServiceIntent.of(ShippedSystems.load("tripgen-prod").orElseThrow(), "nobody"))
        .isEmpty();
  }

  private static String plural(String system, String id) {
    Service service = intent(system, id).service();
    return ResourceName.plural(service);
  }

  private static ServiceIntent intent(String system, String id) {
    return ServiceIntent.of(ShippedSystems.load(system).orElseThrow(), id).orElseThrow();
  }
}

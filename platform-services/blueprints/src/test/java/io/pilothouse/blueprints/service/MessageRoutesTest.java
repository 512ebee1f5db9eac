package io.pilothouse.blueprints.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.blueprints.service.MessageRoutes.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageRoutesTest {

  @Test
  void aQueueIsConsumedByTheServiceThatItIsNamedAfterAndFedByTheOthers() {
    assertThat(routes("tripgen-prod"))
        .extracting(Route::queue, Route::consumer, Route::sessions)
        .containsExactly(
            tuple("ai_schedule_generation", "ai-service", true),
            tuple("location_search", "location-service", false),
            tuple("notification", "user-service", false));
    assertThat(routes("tripgen-prod").getFirst().senders())
        .containsExactly("user-service", "trip-service", "location-service");
  }

  @Test
  void servicesReachABrokerThroughItsPrivateEndpoint() {
    assertThat(routes("kt-event-marketing-prod"))
        .extracting(Route::queue, Route::consumer)
        .containsExactly(
            tuple("ai-event-generation", "ai-service"),
            tuple("content-generation", "content-service"),
            tuple("distribution-jobs", "dist-service"),
            tuple("analytics-aggregation", "anal-service"));
  }

  @Test
  void aBrokerWithoutQueuesHasNoMessages() {
    assertThat(routes("healthsync-prod")).isEmpty();
    assertThat(routes("phonebill-auth-prod")).isEmpty();
  }

  private static List<Route> routes(String system) {
    return MessageRoutes.of(ShippedSystems.load(system).orElseThrow()).routes();
  }
}

package io.pilothouse.domainservice.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.domainservice.intent.DomainIntent;
import io.pilothouse.serviceruntime.spring.blueprint.BlueprintEnvironment;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.ExternalSystem;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Each service of the six documents is there, with what its document says of it. */
class EveryServiceTest {

  static Stream<Arguments> services() {
    return ShippedSystems.keys().stream()
        .flatMap(system ->
            ShippedSystems.load(system).orElseThrow().services().stream()
                .map(service -> Arguments.of(system, service.id())));
  }

  @ParameterizedTest
  @MethodSource("services")
  void isWhatItsDocumentSays(String system, String id) {
    Blueprint blueprint = ShippedSystems.load(system).orElseThrow();
    Service service =
        blueprint.services().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
    var environment = environment(system, id, Map.of());
    DomainIntent intent = intent(environment);

    assertThat(intent.name()).isEqualTo(service.name());
    assertThat(intent.systemName()).isEqualTo(blueprint.name());
    assertThat(intent.purpose()).isEqualTo(service.purpose());
    assertThat(environment.getProperty("server.port", Integer.class)).isEqualTo(service.port());
    for (ExternalSystem external : blueprint.externalSystems()) {
      external.circuitBreakers().stream()
          .filter(breaker -> breaker.caller().equals(id))
          .forEach(breaker -> {
            String at = "pilothouse.external." + external.id() + ".";
            assertThat(bound(environment, at + "timeout", Duration.class))
                .isEqualTo(breaker.timeout());
            assertThat(bound(environment, at + "failure-rate", Double.class))
                .isEqualTo(breaker.failureRateThreshold());
            external
                .purpose()
                .ifPresent(why -> assertThat(intent.externals()).containsEntry(external.id(), why));
          });
    }
    var described = new OpenApiConfiguration().openApi(intent, id);
    assertThat(described.getInfo().getTitle()).isEqualTo(service.name());
    service
        .purpose()
        .ifPresent(why -> assertThat(described.getInfo().getDescription()).contains(why));
    assertThat(described.getInfo().getExtensions()).containsEntry("x-pilothouse-component", id);
  }

  @Test
  void theDocumentsFiguresOfCachePoolAndReplicasArrive() {
    var trip = environment("tripgen-prod", "trip-service", Map.of());
    assertThat(bound(trip, "pilothouse.cache.patterns[ai_results]", Duration.class))
        .contains(Duration.ofHours(1));
    assertThat(bound(trip, "pilothouse.cache.local-maximum-entries", Integer.class))
        .contains(2_000);
    assertThat(trip.getProperty("pilothouse.database.replicas[1].name"))
        .isEqualTo("postgresql-server-replica-2");
    assertThat(intent(trip).sends())
        .extracting(DomainIntent.Queue::queue)
        .containsExactly("ai_schedule_generation", "location_search", "notification");

    var auth = environment("phonebill-auth-prod", "auth-service", Map.of());
    assertThat(bound(auth, "pilothouse.database.pool.maximum", Integer.class)).contains(20);
    assertThat(bound(auth, "pilothouse.database.lag-objective", Duration.class))
        .contains(Duration.ofSeconds(5));
    assertThat(bound(auth, "pilothouse.database.server-connection-limit", Integer.class))
        .contains(100);
    assertThat(auth.containsProperty("pilothouse.cache.redis-url")).isFalse();
  }

  @Test
  void callsTheServicesThatTheArrowsLeadTo() {
    assertThat(intent(environment("healthsync-prod", "gateway-pod", Map.of())).downstream())
        .containsOnlyKeys("user-pod", "health-pod", "goal-pod", "intell-pod");
  }

  @Test
  void whatIsSaidElsewhereGoesBeforeTheBlueprint() {
    var environment =
        environment(
            "tripgen-prod",
            "trip-service",
            Map.of("pilothouse.cache.local-maximum-entries", "7", "server.port", "9000"));
    assertThat(bound(environment, "pilothouse.cache.local-maximum-entries", Integer.class))
        .contains(7);
    assertThat(environment.getProperty("server.port")).isEqualTo("9000");
  }

  @Test
  void anUnknownServiceIsToldWhichThereAre() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> environment("tripgen-prod", "nobody", Map.of())))
        .hasMessageContaining("trip-service")
        .hasMessageContaining("pilothouse.component");
  }

  private static StandardEnvironment environment(
      String system, String id, Map<String, Object> explicit) {
    var environment = new StandardEnvironment();
    var given = new java.util.HashMap<>(explicit);
    given.put("pilothouse.blueprint", system);
    given.put("pilothouse.component", id);
    environment.getPropertySources().addFirst(new MapPropertySource("given", given));
    new BlueprintEnvironment().postProcessEnvironment(environment, new SpringApplication());
    return environment;
  }

  private static DomainIntent intent(StandardEnvironment environment) {
    return Binder.get(environment)
        .bind("pilothouse.service", Bindable.of(DomainIntent.class))
        .get();
  }

  private static <T> Optional<T> bound(
      StandardEnvironment environment, String name, Class<T> type) {
    var bound = Binder.get(environment).bind(name, Bindable.of(type));
    return bound.isBound() ? Optional.of(bound.get()) : Optional.empty();
  }

  /** So that a system without a service would show. */
  @Test
  void everySystemHasServices() {
    assertThat(services().map(a -> (String) a.get()[0]).distinct().toList())
        .isEqualTo(List.copyOf(ShippedSystems.keys()));
  }
}

package io.pilothouse.domainservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.domainservice.intent.DomainIntent;
import io.pilothouse.serviceruntime.spring.blueprint.BlueprintEnvironment;
import io.pilothouse.serviceruntime.spring.cache.CacheProperties;
import io.pilothouse.serviceruntime.spring.data.DatabaseProperties;
import io.pilothouse.serviceruntime.spring.external.ExternalProperties;
import io.pilothouse.serviceruntime.spring.messaging.MessagingProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/**
 * What the chart mounts into a pod makes it the service of its document: the same that the
 * blueprint itself makes of a process on a developer's machine.
 */
class DeployedConfigurationTest {

  static List<String> systems() {
    return ShippedSystems.keys();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyPodIsTheServiceOfItsDocument(String system) throws IOException {
    List<StandardEnvironment> pods = pods(system);
    for (StandardEnvironment pod : pods) {
      String component = pod.getRequiredProperty("pilothouse.component");
      StandardEnvironment documented = documented(system, component);
      DomainIntent is = bound(pod, "pilothouse.service", DomainIntent.class).orElseThrow();
      DomainIntent meant =
          bound(documented, "pilothouse.service", DomainIntent.class).orElseThrow();
      assertThat(is)
          .as(component)
          .usingRecursiveComparison()
          .ignoringFields("downstream")
          .isEqualTo(meant);
      assertThat(is.downstream().keySet()).as(component).isEqualTo(meant.downstream().keySet());
      meant
          .downstream()
          .forEach((id, called) ->
              assertThat(is.downstream())
                  .extractingByKey(id)
                  .extracting(DomainIntent.Downstream::collection)
                  .isEqualTo(called.collection()));

      var messaging = bound(pod, "pilothouse.messaging", MessagingProperties.class);
      var routes = bound(documented, "pilothouse.messaging", MessagingProperties.class);
      assertThat(messaging.map(MessagingProperties::queues).orElse(Map.of()))
          .as(component)
          .isEqualTo(routes.map(MessagingProperties::queues).orElse(Map.of()));
      assertThat(messaging.map(MessagingProperties::watched).orElse(List.of()))
          .as(component)
          .isEqualTo(routes.map(MessagingProperties::watched).orElse(List.of()));

      bound(pod, "pilothouse.database", DatabaseProperties.class)
          .ifPresent(database -> assertThat(database.pods()).as(component).isPositive());
      bound(pod, "pilothouse.cache", CacheProperties.class)
          .filter(cache -> pod.containsProperty("pilothouse.cache.component"))
          .ifPresent(cache ->
              assertThat(ShippedSystems.load(system).orElseThrow().caches())
                  .extracting(c -> c.id())
                  .contains(cache.component()));
      bound(pod, "pilothouse", ExternalProperties.class)
          .ifPresent(called ->
              assertThat(called.external().values())
                  .as(component)
                  .allSatisfy(target -> assertThat(target.timeout()).isPositive()));
    }
    assertThat(pods).hasSameSizeAs(ShippedSystems.load(system).orElseThrow().services());
  }

  @ParameterizedTest
  @MethodSource("systems")
  void theEntranceLeadsToWhereEachServiceAnswers(String system) throws IOException {
    Map<String, String> collections = new HashMap<>();
    for (StandardEnvironment pod : pods(system)) {
      collections.put(
          pod.getRequiredProperty("pilothouse.component"),
          pod.getRequiredProperty("pilothouse.service.collection"));
    }
    for (PropertySource<?> object : RenderedConfiguration.objects(system)) {
      String paths = "spec.rules[0].http.paths[";
      for (int i = 0; object.getProperty(paths + i + "].path") instanceof Object path; i++) {
        String service = String.valueOf(object.getProperty(paths + i + "].backend.service.name"));
        assertThat(collections).containsKey(service);
        assertThat("/api/v1/" + collections.get(service)).startsWith(path.toString());
      }
    }
  }

  private static <T> Optional<T> bound(StandardEnvironment pod, String name, Class<T> type) {
    return Optional.ofNullable(Binder.get(pod).bind(name, type).orElse(null));
  }

  /** What stands in the ConfigMaps that the chart renders for a system. */
  private static List<StandardEnvironment> pods(String system) throws IOException {
    var pods = new ArrayList<StandardEnvironment>();
    for (PropertySource<?> object : RenderedConfiguration.objects(system)) {
      if (object.getProperty("data.application.yaml") instanceof Object text) {
        var pod = new StandardEnvironment();
        new YamlPropertySourceLoader()
            .load(
                "application.yaml",
                new ByteArrayResource(text.toString().getBytes(StandardCharsets.UTF_8)))
            .forEach(source -> pod.getPropertySources().addLast(source));
        pods.add(pod);
      }
    }
    return pods;
  }

  private static StandardEnvironment documented(String system, String component) {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "given",
                Map.of("pilothouse.blueprint", system, "pilothouse.component", component)));
    new BlueprintEnvironment()
        .postProcessEnvironment(environment, new SpringApplication(DomainService.class));
    return environment;
  }
}

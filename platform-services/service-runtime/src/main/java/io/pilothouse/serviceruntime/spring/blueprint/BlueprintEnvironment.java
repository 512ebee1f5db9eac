package io.pilothouse.serviceruntime.spring.blueprint;

import io.pilothouse.blueprints.BlueprintLoader;
import io.pilothouse.blueprints.BlueprintResult;
import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.blueprints.service.ServiceIntent;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes a process the service that a blueprint describes: with {@code pilothouse.blueprint} (the
 * key of a shipped system, or a blueprint file) and {@code pilothouse.component} (the id of one of
 * its services), what the blueprint says of that service stands behind all other properties.
 * Whatever is said anywhere else, such as in an environment variable, goes before it. Without
 * {@code pilothouse.blueprint} it does nothing.
 */
public final class BlueprintEnvironment implements EnvironmentPostProcessor, Ordered {
  /** The name of the property source. */
  public static final String SOURCE = "blueprint";

  /** After every file of properties was read. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  /**
   * @throws IllegalArgumentException if there is no such blueprint, or no such service in it
   */
  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String blueprint = environment.getProperty("pilothouse.blueprint", "");
    if (blueprint.isBlank() || environment.getPropertySources().contains(SOURCE)) {
      return;
    }
    String component = environment.getProperty("pilothouse.component", "");
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                SOURCE, BlueprintProperties.of(intent(load(blueprint), component))));
  }

  private static ServiceIntent intent(Blueprint blueprint, String component) {
    return ServiceIntent.of(blueprint, component)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is no service of %s; set pilothouse.component to one of %s"
                    .formatted(
                        component,
                        blueprint.system(),
                        blueprint.services().stream().map(Service::id).toList())));
  }

  private static Blueprint load(String named) {
    var shipped = ShippedSystems.load(named);
    if (shipped.isPresent()) {
      return shipped.get();
    }
    Path file = Path.of(named);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "pilothouse.blueprint is '%s', neither a file nor one of %s"
              .formatted(named, ShippedSystems.keys()));
    }
    return switch (new BlueprintLoader().load(file)) {
      case BlueprintResult.Loaded loaded -> loaded.blueprint();
      case BlueprintResult.Invalid invalid ->
          throw new IllegalArgumentException(
              "pilothouse.blueprint cannot be read:\n" + invalid.report());
    };
  }
}

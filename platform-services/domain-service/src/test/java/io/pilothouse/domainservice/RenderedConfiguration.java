package io.pilothouse.domainservice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/** What the chart renders for the shipped systems, as the deployer's tests keep it. */
final class RenderedConfiguration {
  private RenderedConfiguration() {}

  /** The objects of a system. */
  static List<PropertySource<?>> objects(String system) throws IOException {
    var rendered =
        Path.of(System.getProperty("project.root"))
            .resolve("platform-services/deployer/src/test/resources/rendered")
            .resolve(system + ".yaml");
    return new YamlPropertySourceLoader().load(system, new FileSystemResource(rendered));
  }

  /** The {@code application.yaml} that the pods of a service find mounted. */
  static String of(String system, String deployment) throws IOException {
    return objects(system).stream()
        .filter(object -> "ConfigMap".equals(object.getProperty("kind")))
        .filter(object -> (deployment + "-config").equals(object.getProperty("metadata.name")))
        .map(object -> String.valueOf(object.getProperty("data.application.yaml")))
        .findFirst()
        .orElseThrow();
  }
}

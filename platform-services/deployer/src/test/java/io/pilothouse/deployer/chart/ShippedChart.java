package io.pilothouse.deployer.chart;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The chart of this repository and the values of the shipped systems, as a deployment uses them.
 */
final class ShippedChart {
  static final Path ROOT = Path.of(System.getProperty("project.root"));
  static final String SOME_ID = "00000000-0000-4000-8000-000000000001";

  private ShippedChart() {}

  static HelmChart system() {
    return new HelmChart(ROOT.resolve("helm/system"));
  }

  /** The chart of our own services. */
  static HelmChart pilothouse() {
    return new HelmChart(ROOT.resolve("helm/pilothouse"));
  }

  /** What its deployment knows. */
  static ReleaseValues pilothouseRelease() {
    return new ReleaseValues(
        "pilothouse",
        "pilothouse",
        List.of(),
        Map.of(
            "image.registry", "registry.example.com",
            "image.tag", "1.0.0",
            "database.url", "jdbc:postgresql://auth.example.com:5432/auth?sslmode=require",
            "database.cidrs[0]", "10.0.2.4/32",
            "gateway.redisCidrs[0]", "10.0.3.4/32",
            "existingSecret", "pilothouse-secrets",
            "monitoring.collector", "prometheusOperator"),
        Optional.of("1.33.0"));
  }

  static Path values(String file) {
    return ROOT.resolve("helm/system/values").resolve(file);
  }

  static Blueprint blueprint(String system) {
    return ShippedSystems.load(system).orElseThrow();
  }

  /** What a deployment knows beside the document: the release, who the pods are to Azure. */
  static ReleaseValues release(String system) {
    return releaseOf(system + ".yaml");
  }

  /** The same with one of the system's values files. */
  static ReleaseValues releaseOf(String file) {
    String system = file.substring(0, file.indexOf('.'));
    Blueprint blueprint = blueprint(system);
    var values =
        new ReleaseValues(
            system,
            blueprint.cluster().namespace(),
            List.of(values(file)),
            Map.of("image.tag", "1.0.0", "azure.tenantId", SOME_ID),
            Optional.of("1.33.0"));
    for (var service : blueprint.services()) {
      values = values.with("azure.clientIds." + service.id(), SOME_ID);
    }
    return values;
  }
}

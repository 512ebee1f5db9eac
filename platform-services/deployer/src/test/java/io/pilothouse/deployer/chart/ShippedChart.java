package io.pilothouse.deployer.chart;

import io.pilothouse.blueprints.ShippedSystems;
import io.pilothouse.deployer.values.SystemValues;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The chart of this repository and the values of the shipped systems, as a deployment uses them.
 */
final class ShippedChart {
  static final Path ROOT = Path.of(System.getProperty("project.root"));
  static final String SOME_ID = "00000000-0000-4000-8000-000000000001";

  private ShippedChart() {}

  private static final String HOOK = "helm.sh/hook";
  private static final String SHOWN = "shown.example/hook";
  private static final Map<Path, HelmChart> WITH_HOOKS = new ConcurrentHashMap<>();

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

  /** Everything that a chart makes: Helm's rendering leaves out what hooks make. */
  static String withHooks(HelmChart chart, ReleaseValues values) {
    return WITH_HOOKS
        .computeIfAbsent(chart.folder(), ShippedChart::hooksShown)
        .render(values)
        .replace(SHOWN, HOOK);
  }

  private static HelmChart hooksShown(Path chart) {
    try {
      Path copy = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "chart");
      try (Stream<Path> files = Files.walk(chart)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          Path to = copy.resolve(chart.relativize(file).toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(to);
          } else {
            Files.writeString(to, Files.readString(file).replace(HOOK, SHOWN));
          }
        }
      }
      return new HelmChart(copy.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    for (String whose : SystemValues.of(blueprint).identities()) {
      values = values.with("azure.clientIds." + whose, SOME_ID);
    }
    return values;
  }
}

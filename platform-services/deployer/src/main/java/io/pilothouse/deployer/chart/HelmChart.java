package io.pilothouse.deployer.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A chart in a folder, rendered by Helm's own engine in this process. The engine is a native
 * library of some 60 MB that is loaded at the first call, not before. Safe for any thread.
 */
public final class HelmChart {
  private static final String KUBERNETES_VERSION = "1.33.0";

  private final Path folder;

  /**
   * Makes it.
   *
   * @throws IllegalArgumentException if no chart is there
   */
  public HelmChart(Path folder) {
    if (!Files.isRegularFile(folder.resolve("Chart.yaml"))) {
      throw new IllegalArgumentException("no chart is in " + folder + ": Chart.yaml is missing");
    }
    this.folder = folder;
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  /**
   * The objects that it makes of values, as YAML documents. No cluster is asked.
   *
   * @throws ChartException in Helm's words, when the values are refused
   */
  public String render(ReleaseValues values) {
    var command =
        new Helm(folder).template().withName(values.name()).withNamespace(values.namespace());
    // Without one the engine takes a version from years ago.
    command.withKubeVersion(values.kubernetesVersion().orElse(KUBERNETES_VERSION));
    values.files().forEach(command::withValuesFile);
    values.settings().forEach(command::set);
    return HelmCalls.call(command::call);
  }

  /** What Helm's lint says of the chart with its own default values; strict. */
  public LintResult lint() {
    return HelmCalls.call(() -> new Helm(folder).lint().strict().call());
  }
}

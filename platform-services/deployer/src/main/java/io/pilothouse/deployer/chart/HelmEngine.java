package io.pilothouse.deployer.chart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Helm, however it is here: as a library in this process, or as a program. Safe for any thread. */
public sealed interface HelmEngine permits NativeHelm, HelmBinary {
  /** What a chart makes of values. @throws ChartException in Helm's words */
  String render(Path chart, ReleaseValues values);

  /**
   * Installs or upgrades, waits until the pods are ready, and goes back when they are not in time.
   *
   * @throws ChartException in Helm's words
   */
  ReleaseRevision apply(Path chart, ReleaseValues values, Duration limit, Path kubeconfig);

  /** The newest revision of a release. */
  Optional<ReleaseRevision> current(String name, String namespace, Path kubeconfig);

  /** Removes a release and its objects; does nothing where there is none. */
  void remove(String name, String namespace, Path kubeconfig);

  /**
   * The library where it is on the class path and runs on this machine, else the {@code helm} on
   * the PATH; empty where there is neither.
   */
  static Optional<HelmEngine> find(Map<String, String> environment) {
    return NativeHelm.here() ? Optional.of(new NativeHelm()) : onPath(environment);
  }

  private static Optional<HelmEngine> onPath(Map<String, String> environment) {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    String program = windows ? "helm.exe" : "helm";
    return Arrays.stream(environment.getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .map(HelmBinary::new);
  }
}

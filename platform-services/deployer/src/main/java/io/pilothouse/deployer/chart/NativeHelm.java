package io.pilothouse.deployer.chart;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Helm's engine as a library in this process. */
public record NativeHelm() implements HelmEngine {
  /** Whether it is on the class path with its native part for this machine. */
  static boolean here() {
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
    boolean intel = System.getProperty("os.arch", "").equals("amd64");
    try {
      Class.forName("com.marcnuri.helm.Helm", false, NativeHelm.class.getClassLoader());
      return linux && intel;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  @Override
  public String render(Path chart, ReleaseValues values) {
    return new HelmChart(chart).render(values);
  }

  @Override
  public ReleaseRevision apply(Path chart, ReleaseValues values, Duration limit, Path kubeconfig) {
    return new HelmReleases(kubeconfig).apply(new HelmChart(chart), values, limit);
  }

  @Override
  public Optional<ReleaseRevision> current(String name, String namespace, Path kubeconfig) {
    return new HelmReleases(kubeconfig).current(name, namespace);
  }

  @Override
  public void remove(String name, String namespace, Path kubeconfig) {
    new HelmReleases(kubeconfig).remove(name, namespace);
  }
}

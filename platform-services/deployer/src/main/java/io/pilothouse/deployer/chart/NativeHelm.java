package io.pilothouse.deployer.chart;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Helm's engine as a library in this process. */
public record NativeHelm() implements HelmEngine {
  private static final String LIBRARY = "META-INF/services/com.marcnuri.helm.jni.NativeLibrary";

  /**
   * Whether it is on the class path with its native part, which a build takes for the machine that
   * it runs on, and which a package may leave out.
   */
  static boolean here() {
    return NativeHelm.class.getClassLoader().getResource(LIBRARY) != null;
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

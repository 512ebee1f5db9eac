package io.pilothouse.desktopapp.launch;

import java.nio.file.Path;
import java.util.Optional;

/** What the product is pointed at. */
public sealed interface Target {
  /** A name for a person. */
  String name();

  /**
   * The local twin of a system: the running one, else one that is started for as long as the
   * session lasts.
   */
  record LocalTwin(String system, Optional<Path> blueprint) implements Target {
    @Override
    public String name() {
      return system;
    }
  }

  /** A real system by its connection profile. */
  record Profile(Path connection, String system, Optional<Path> blueprint) implements Target {
    @Override
    public String name() {
      return system;
    }
  }

  /** A cluster of the kubeconfig without Azure, and without a blueprint unless one is named. */
  record ClusterContext(String context, Optional<Path> blueprint) implements Target {
    @Override
    public String name() {
      return context;
    }
  }
}

package io.pilothouse.desktopapp.cli;

import io.pilothouse.desktopapp.launch.Target;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a command is pointed at. */
final class TargetOptions {
  @Option(
      names = "--system",
      paramLabel = "KEY",
      description = "A shipped system, on its local twin (default: ${DEFAULT-VALUE}).",
      defaultValue = "tripgen-prod")
  String system = "tripgen-prod";

  @Option(
      names = "--context",
      paramLabel = "CTX",
      description =
          "Any cluster of the kubeconfig, with a discovered map; its Azure part is not connected.")
  @Nullable String context;

  @Option(
      names = "--connection",
      paramLabel = "FILE",
      description =
          "A connection profile (JSON): cluster, subscription and database endpoints of --system.")
  @Nullable Path connection;

  @Option(
      names = "--blueprint",
      paramLabel = "FILE",
      description = "A blueprint of your own in place of the shipped one.")
  @Nullable Path blueprint;

  /** The key of the system that it is pointed at; a bare cluster has none. */
  Optional<String> key() {
    return context == null ? Optional.of(system) : Optional.empty();
  }

  Target target() {
    if (context != null) {
      return new Target.ClusterContext(context, Optional.ofNullable(blueprint));
    }
    Optional<Path> document = Optional.ofNullable(blueprint);
    if (connection != null) {
      return new Target.Profile(connection, system, document);
    }
    return new Target.LocalTwin(system, document);
  }
}

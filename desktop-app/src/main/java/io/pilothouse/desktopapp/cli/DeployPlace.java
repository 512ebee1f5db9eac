package io.pilothouse.desktopapp.cli;

import io.pilothouse.desktopapp.launch.Blueprints;
import io.pilothouse.desktopapp.launch.ConnectionProfile;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.estate.Connection;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which system a command below {@code deploy} is about, and where it is. */
final class DeployPlace {
  @Option(
      names = "--system",
      paramLabel = "KEY",
      description = "A shipped system (default: ${DEFAULT-VALUE}).",
      defaultValue = "tripgen-prod")
  String system = "tripgen-prod";

  @Option(
      names = "--blueprint",
      paramLabel = "FILE",
      description = "A blueprint of your own in place of the shipped one.")
  Optional<Path> blueprint = Optional.empty();

  @Option(
      names = "--connection",
      paramLabel = "FILE",
      description = "A connection profile (JSON); without one, the system's local twin.")
  Optional<Path> connection = Optional.empty();

  Blueprint load(Terminal terminal) {
    return Blueprints.load(system, blueprint, terminal::progress);
  }

  Optional<Connection> profile() {
    return connection.map(ConnectionProfile::read);
  }
}

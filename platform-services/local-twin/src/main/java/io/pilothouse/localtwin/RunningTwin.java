package io.pilothouse.localtwin;

import io.pilothouse.sharedmodel.estate.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A twin that runs, in this process or another, as its files tell of it.
 *
 * @param connection the profile by which the product reaches it
 * @param endpoints where it listens, as people and scripts are told; the roles are of the last
 *     change
 * @param control where faults are asked for; empty if it was started without
 */
public record RunningTwin(
    Connection connection, TwinEndpoints endpoints, Optional<ControlAddress> control) {

  /** The running twin of a system; empty while there is none or it is still starting. */
  public static Optional<RunningTwin> find(TwinOptions options, String system) {
    var folder = options.twins().resolve(system);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> runs = Files.list(folder)) {
      return runs.filter(run -> Files.exists(run.resolve(TwinFolder.CONNECTION)))
          .flatMap(run -> read(run).stream())
          .filter(twin -> isAlive(twin.endpoints().pid()))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<RunningTwin> read(Path run) {
    try {
      return Optional.of(
          new RunningTwin(
              TwinFolder.JSON.readValue(
                  Files.readString(run.resolve(TwinFolder.CONNECTION)), Connection.class),
              TwinFolder.JSON.readValue(
                  Files.readString(run.resolve(TwinFolder.ENDPOINTS)), TwinEndpoints.class),
              control(run)));
    } catch (IOException goneMeanwhile) {
      return Optional.empty();
    }
  }

  private static Optional<ControlAddress> control(Path run) throws IOException {
    Path file = run.resolve(TwinFolder.CONTROL);
    return Files.exists(file)
        ? Optional.of(TwinFolder.JSON.readValue(Files.readString(file), ControlAddress.class))
        : Optional.empty();
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }
}

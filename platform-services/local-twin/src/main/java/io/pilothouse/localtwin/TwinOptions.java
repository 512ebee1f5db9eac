package io.pilothouse.localtwin;

import io.pilothouse.localtwin.load.LoadPlan;
import io.pilothouse.localtwin.postgres.SupervisionPolicy;
import io.pilothouse.localtwin.process.TwinHome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a twin runs on this machine.
 *
 * @param cache where unpacked programs are kept from run to run
 * @param twins a folder for each system whose twin runs or ran
 * @param supervision how PostgreSQL's processes are watched
 * @param redisRestartDelay how long a Redis process that ended unasked stays down
 * @param memoryShare Redis's memory limit as a share of the document's, so that a laptop's data
 *     fill it to a degree that means something
 * @param peakRequestsPerSecond the load at the day's crest
 * @param containerStart how long a service takes from its start to its first good probe
 * @param empty whether nothing is there but control planes, until a deployment makes it
 */
public record TwinOptions(
    Path cache,
    Path twins,
    Clock clock,
    SupervisionPolicy supervision,
    Duration redisRestartDelay,
    double memoryShare,
    double peakRequestsPerSecond,
    Duration containerStart,
    boolean empty) {

  /** In the folders of this process's user, on the system's time. */
  public static TwinOptions ofThisProcess() {
    var home = Path.of(System.getProperty("user.home", "."));
    return new TwinOptions(
        TwinHome.ofThisProcess().cache(),
        twins(System.getenv(), System.getProperty("os.name", ""), home),
        Clock.systemUTC(),
        SupervisionPolicy.visible(),
        Duration.ofSeconds(10),
        0.01,
        LoadPlan.LAPTOP_PEAK,
        Duration.ofMillis(1_500),
        false);
  }

  /** The same with folders below another one. */
  public TwinOptions below(Path folder) {
    return new TwinOptions(
        cache,
        folder.resolve("twins"),
        clock,
        supervision,
        redisRestartDelay,
        memoryShare,
        peakRequestsPerSecond,
        containerStart,
        empty);
  }

  /** The same, with nothing there but control planes. */
  public TwinOptions withNothing() {
    return new TwinOptions(
        cache,
        twins,
        clock,
        supervision,
        redisRestartDelay,
        memoryShare,
        peakRequestsPerSecond,
        containerStart,
        true);
  }

  /** Below {@code PILOTHOUSE_HOME}, else where the platform keeps the state of programs. */
  static Path twins(Map<String, String> environment, String operatingSystem, Path userHome) {
    String system = operatingSystem.toLowerCase(Locale.ROOT);
    return variable(environment, "PILOTHOUSE_HOME")
        .or(() -> variable(environment, "XDG_STATE_HOME").map(state -> state.resolve("pilothouse")))
        .or(() ->
            system.startsWith("windows")
                ? variable(environment, "LOCALAPPDATA").map(local -> local.resolve("Pilothouse"))
                : Optional.empty())
        .orElseGet(() ->
            system.startsWith("mac")
                ? userHome.resolve("Library/Application Support/Pilothouse")
                : userHome.resolve(".local/state/pilothouse"))
        .resolve("twins")
        .toAbsolutePath();
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }
}

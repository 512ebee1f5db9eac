package io.pilothouse.localtwin.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilothouse.localtwin.process.ProcessGuardian;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that runs a whole server is ended from outside. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "it reads what runs from /proc")
class KilledOwnerTest {

  private static final String ANNOUNCEMENT = "postmasters: ";

  /** What the child JVM runs: a server that stays up until the JVM is ended. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws Exception {
      ProcessGuardian guardian = ProcessGuardian.open(Path.of(arguments[0]), "owned");
      FlexibleServer server =
          FlexibleServer.start(
              Integer.parseInt(arguments[1]) == 1
                  ? TestServers.single("psql-owned")
                  : TestServers.zoneRedundant("psql-owned"),
              TestServers.binaries(),
              guardian,
              SupervisionPolicy.visible(),
              Clock.systemUTC());
      System.out.println(
          ANNOUNCEMENT
              + String.join(
                  " ",
                  server.state().members().stream()
                      .map(member -> Long.toString(member.pid().orElseThrow()))
                      .toList()));
      System.in.read();
    }
  }

  @TempDir private Path runs;

  @Test
  void nothingIsLeftAfterSigkill() throws Exception {
    end(2, Process::destroyForcibly);
  }

  @Test
  void nothingIsLeftAfterSigterm() throws Exception {
    end(1, Process::destroy);
  }

  private void end(int members, Consumer<Process> signal) throws Exception {
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName(),
                runs.toString(),
                Integer.toString(members))
            .redirectError(Redirect.INHERIT)
            .start();
    try (BufferedReader output = owner.inputReader()) {
      List<ProcessHandle> postmasters =
          output.lines().filter(line -> line.startsWith(ANNOUNCEMENT)).findFirst().stream()
              .flatMap(line -> Stream.of(line.substring(ANNOUNCEMENT.length()).split(" ")))
              .map(Long::parseLong)
              .flatMap(pid -> ProcessHandle.of(pid).stream())
              .toList();
      assertThat(postmasters).hasSize(members).allMatch(ProcessHandle::isAlive);
      List<ProcessHandle> backends =
          postmasters.stream().flatMap(ProcessHandle::descendants).toList();
      assertThat(backends).isNotEmpty();

      List<String> segments = sharedMemory();
      assertThat(segments).hasSize(members);

      signal.accept(owner);

      TestServers.patiently()
          .untilAsserted(() -> {
            assertThat(postmasters).noneMatch(ProcessHandle::isAlive);
            assertThat(backends).noneMatch(ProcessHandle::isAlive);
            assertThat(segmentsInTheKernel()).doesNotContainAnyElementsOf(segments);
            try (Stream<Path> left = Files.list(runs)) {
              assertThat(left.filter(Files::isDirectory)).isEmpty();
            }
          });
    } finally {
      owner.destroyForcibly();
    }
  }

  /**
   * The ids of the segments that the postmasters have made, from the seventh line of their files.
   */
  private List<String> sharedMemory() throws IOException {
    try (Stream<Path> files = Files.walk(runs)) {
      return files
          .filter(file -> file.endsWith("postmaster.pid"))
          .map(KilledOwnerTest::lines)
          .map(lines -> lines.get(6).strip().split("\\s+")[1])
          .toList();
    }
  }

  private static List<String> segmentsInTheKernel() {
    return lines(Path.of("/proc/sysvipc/shm")).stream()
        .skip(1)
        .map(line -> line.strip().split("\\s+")[1])
        .toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

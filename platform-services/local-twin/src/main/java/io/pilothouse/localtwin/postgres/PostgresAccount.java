package io.pilothouse.localtwin.postgres;

import io.pilothouse.localtwin.process.Platform;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The operating-system account that PostgreSQL runs under; it refuses to run as root. */
sealed interface PostgresAccount {

  /** The command line that runs {@code command} under this account, in the same process. */
  List<String> wrap(List<String> command);

  /** Makes the account the owner of a folder with everything in it. */
  void own(Path tree) throws IOException;

  /** The account of this process, or what stands in for it when this process is root. */
  static PostgresAccount forThisProcess() {
    if (Platform.isWindows() || !"0".equals(output("id", "-u"))) {
      return new Ours();
    }
    // Containers often forbid new namespaces, so this is tried rather than assumed.
    return "0".equals(output("unshare", "-U", "sh", "-c", "echo 0"))
        ? new UserNamespace()
        : new Nobody(65534);
  }

  private static String output(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
      try (var stdout = process.getInputStream()) {
        String text = new String(stdout.readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0 ? text : "";
      }
    } catch (IOException notInstalled) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** The account that this process has. */
  record Ours() implements PostgresAccount {
    @Override
    public List<String> wrap(List<String> command) {
      return command;
    }

    @Override
    public void own(Path tree) {}
  }

  /**
   * A user namespace that maps nobody: inside, root is the overflow user and its files are too;
   * outside, nothing changes hands.
   */
  record UserNamespace() implements PostgresAccount {
    @Override
    public List<String> wrap(List<String> command) {
      return Stream.concat(Stream.of("unshare", "-U"), command.stream()).toList();
    }

    @Override
    public void own(Path tree) {}
  }

  /**
   * An unprivileged user, for when namespaces are forbidden. The one capability that it keeps lets
   * it reach programs and folders below root's home.
   */
  record Nobody(int user) implements PostgresAccount {
    @Override
    public List<String> wrap(List<String> command) {
      return Stream.concat(
              Stream.of(
                  "setpriv",
                  "--reuid=" + user,
                  "--regid=" + user,
                  "--clear-groups",
                  "--inh-caps=+dac_override",
                  "--ambient-caps=+dac_override"),
              command.stream())
          .toList();
    }

    @Override
    public void own(Path tree) throws IOException {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.toList()) {
          Files.setAttribute(file, "unix:uid", user);
          Files.setAttribute(file, "unix:gid", user);
        }
      }
    }
  }
}

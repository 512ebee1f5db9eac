package io.pilothouse.localtwin.postgres;

import io.pilothouse.localtwin.process.Platform;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operating-system account that PostgreSQL runs under; it refuses to run as root. */
sealed interface PostgresAccount {

  /** The command line that runs {@code command} under this account, in the same process. */
  List<String> wrap(List<String> command);

  /** Makes the account the owner of a folder with everything in it. */
  void own(Path tree) throws IOException;

  /** Where programs have to be for this account to run them; mostly, where they are wanted. */
  Path placeForPrograms(Path wanted) throws IOException;

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

  /** Lets every account enter and read a folder of ours. */
  static void openToAll(Path folder) throws IOException {
    if (!Platform.isWindows()) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
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
    public Path placeForPrograms(Path wanted) {
      return wanted;
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
    public Path placeForPrograms(Path wanted) {
      return wanted;
    }

    @Override
    public void own(Path tree) {}
  }

  /**
   * An unprivileged user, for when namespaces are forbidden. The one capability that it keeps lets
   * it reach data below root's home. For programs that is not enough: initdb asks access(2), which
   * leaves capabilities out.
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
    public Path placeForPrograms(Path wanted) throws IOException {
      for (@Nullable Path folder = wanted; folder != null; folder = folder.getParent()) {
        if (Files.exists(folder)
            && !Files.getPosixFilePermissions(folder)
                .contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return sharedPlace();
        }
      }
      return wanted;
    }

    private static Path sharedPlace() throws IOException {
      Path shared = Path.of("/var/tmp/pilothouse-programs");
      Files.createDirectories(shared);
      if (!Integer.valueOf(0).equals(Files.getAttribute(shared, "unix:uid"))
          || Files.isSymbolicLink(shared)) {
        throw new IOException(shared + " belongs to somebody else");
      }
      openToAll(shared);
      return shared;
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

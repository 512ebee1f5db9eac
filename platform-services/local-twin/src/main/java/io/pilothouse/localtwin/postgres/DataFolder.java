package io.pilothouse.localtwin.postgres;

import io.pilothouse.localtwin.process.FileTree;
import io.pilothouse.localtwin.process.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data folder of one PostgreSQL process.
 *
 * @param path the folder, below the run directory
 * @param binaries the programs that work on it
 */
record DataFolder(Path path, PostgresBinaries binaries) {

  /** For a machine that is busy beyond reason. */
  private static final Duration INITDB_LIMIT = Duration.ofMinutes(3);

  /** What a base backup leaves empty: it belongs to the running server that it was taken from. */
  private static final Set<String> EMPTY_IN_A_COPY =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  /** Runs initdb with the given superuser, whose password every connection has to know. */
  void initialise(String superuser, String password) {
    try {
      Path home = Files.createDirectories(path).toAbsolutePath();
      binaries.account().own(home);
      Path passwordFile = home.resolveSibling(home.getFileName() + ".initial");
      Files.writeString(passwordFile, "");
      restrict(passwordFile, "rw-------");
      binaries.account().own(passwordFile);
      Files.writeString(passwordFile, password + "\n");
      try {
        // Few systems lack C.UTF-8; plain C sorts alike.
        if (!initdb(superuser, passwordFile, "C.UTF-8") && !initdb(superuser, passwordFile, "C")) {
          throw new PostgresException(
              "initdb failed in " + path + ": " + tail(initdbLog()) + ". Check the disk's space");
        }
      } finally {
        Files.deleteIfExists(passwordFile);
      }
    } catch (IOException e) {
      throw notWritten(e);
    }
  }

  private boolean initdb(String superuser, Path passwordFile, String locale) throws IOException {
    Process initdb =
        new ProcessBuilder(
                binaries.command(
                    "initdb",
                    List.of(
                        "--pgdata=" + path,
                        "--username=" + superuser,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=" + locale,
                        // The files are new and the run is not: what matters is synced by the
                        // server's own checkpoints.
                        "--no-sync")))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(initdbLog().toFile()))
            .start();
    try {
      if (!initdb.waitFor(INITDB_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new PostgresException(
            "initdb has not finished in %s within %d s, where one is usual. Wait until the machine is less busy"
                .formatted(path, INITDB_LIMIT.toSeconds()));
      }
      return initdb.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresException("Interrupted while initdb ran in " + path, e);
    } finally {
      initdb.destroyForcibly();
    }
  }

  private Path initdbLog() {
    return path.resolveSibling(path.getFileName() + ".initdb.log");
  }

  /** Replaces a file of the folder. */
  void write(String file, String content) {
    try {
      Path target = path.resolve(file);
      Files.writeString(target, content);
      restrict(target, "rw-------");
      binaries.account().own(target);
    } catch (IOException e) {
      throw notWritten(e);
    }
  }

  /** Adds to the end of a file of the folder, where the last word counts. */
  void append(String file, String content) {
    try {
      Files.writeString(path.resolve(file), content, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw notWritten(e);
    }
  }

  void delete() {
    try {
      FileTree.delete(path);
    } catch (IOException e) {
      throw new PostgresException("The data folder " + path + " cannot be deleted: " + e, e);
    }
  }

  /**
   * Fills this folder from the folder of a running server between its {@code pg_backup_start} and
   * {@code pg_backup_stop}; files that the server removes meanwhile are no loss.
   */
  void copyFrom(DataFolder running) {
    try {
      empty();
      Files.walkFileTree(running.path, new Copy(running.path, path));
      restrict(path, "rwx------");
      binaries.account().own(path);
    } catch (IOException e) {
      throw notWritten(e);
    }
  }

  /**
   * Keeps the folder itself: by its inode PostgreSQL finds the shared memory of a killed server.
   */
  private void empty() throws IOException {
    Files.createDirectories(path);
    try (Stream<Path> entries = Files.list(path)) {
      for (Path entry : entries.toList()) {
        FileTree.delete(entry);
      }
    }
  }

  /** Where the newest timeline left the one before it, if this server was ever promoted. */
  Optional<LogSequenceNumber> forkOfNewestTimeline() {
    try (Stream<Path> log = Files.list(path.resolve("pg_wal"))) {
      Optional<Path> newest =
          log.filter(file -> file.toString().endsWith(".history")).max(Path::compareTo);
      if (newest.isEmpty()) {
        return Optional.empty();
      }
      // Lines of "timeline <tab> position <tab> reason", the newest switch last.
      return Files.readAllLines(newest.get()).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .reduce((earlier, later) -> later)
          .map(line -> LogSequenceNumber.parse(line.split("\t")[1].strip()));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** The postmaster's own status word, such as {@code ready}, if it is the process of that pid. */
  Optional<String> status(long pid) {
    try {
      List<String> lines = Files.readAllLines(path.resolve("postmaster.pid"));
      return lines.size() >= 8 && lines.getFirst().strip().equals(Long.toString(pid))
          ? Optional.of(lines.get(7).strip())
          : Optional.empty();
    } catch (IOException notYetOrHalfWritten) {
      return Optional.empty();
    }
  }

  /** The id of the System V shared memory segment that the running postmaster has made, if any. */
  Optional<String> sharedMemory() {
    try {
      List<String> lines = Files.readAllLines(path.resolve("postmaster.pid"));
      // The seventh line is "key id".
      String[] keyAndId = lines.size() >= 7 ? lines.get(6).strip().split("\\s+") : new String[0];
      return keyAndId.length == 2 && keyAndId[1].matches("[0-9]+")
          ? Optional.of(keyAndId[1])
          : Optional.empty();
    } catch (IOException notRunning) {
      return Optional.empty();
    }
  }

  /** The last lines of a log, on one line. */
  static String tail(Path log) {
    try {
      List<String> lines = Files.readString(log, StandardCharsets.UTF_8).lines().toList();
      return String.join(" / ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
    } catch (IOException e) {
      return "no log";
    }
  }

  private static void restrict(Path file, String modes) throws IOException {
    if (!Platform.isWindows()) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(modes));
    }
  }

  private PostgresException notWritten(IOException e) {
    return new PostgresException(
        "The data folder " + path + " cannot be written: " + e + ". Check the disk's space", e);
  }

  private static final class Copy extends SimpleFileVisitor<Path> {
    private final Path source;
    private final Path target;

    Copy(Path source, Path target) {
      this.source = source;
      this.target = target;
    }

    private Path mirrored(Path file) {
      return target.resolve(source.relativize(file));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      Files.createDirectories(mirrored(folder));
      restrict(mirrored(folder), "rwx------");
      if (!EMPTY_IN_A_COPY.contains(source.relativize(folder).toString())) {
        return FileVisitResult.CONTINUE;
      }
      if (folder.endsWith("pg_wal")) {
        Files.createDirectories(mirrored(folder).resolve("archive_status"));
      }
      return FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!file.getFileName().toString().startsWith("postmaster.")) {
        try {
          Files.copy(file, mirrored(file));
        } catch (NoSuchFileException removedMeanwhile) {
          return FileVisitResult.CONTINUE;
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      if (e != null && !(e instanceof NoSuchFileException)) {
        throw e;
      }
      return FileVisitResult.CONTINUE;
    }
  }
}

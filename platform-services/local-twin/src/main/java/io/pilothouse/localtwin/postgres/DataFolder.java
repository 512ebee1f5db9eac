package io.pilothouse.localtwin.postgres;

import io.pilothouse.localtwin.process.FileTree;
import io.pilothouse.localtwin.process.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The data folder of one PostgreSQL process.
 *
 * @param path the folder, below the run directory
 * @param binaries the programs that work on it
 */
record DataFolder(Path path, PostgresBinaries binaries) {

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

  /** Becomes a new cluster whose superuser has the given password. */
  void initialise(String superuser, String password) {
    try {
      Files.createDirectories(path);
      NewCluster.of(binaries, superuser).copyTo(path);
      restrict(path, "rwx------");
      binaries.account().own(path);
    } catch (IOException e) {
      throw notWritten(e);
    }
    NewCluster.givePassword(this, superuser, password);
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
      FolderCopy.of(running.path, path, EMPTY_IN_A_COPY);
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

  static void restrict(Path file, String modes) throws IOException {
    if (!Platform.isWindows()) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(modes));
    }
  }

  private PostgresException notWritten(IOException e) {
    return new PostgresException(
        "The data folder " + path + " cannot be written: " + e + ". Check the disk's space", e);
  }
}

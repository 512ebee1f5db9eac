package io.pilothouse.localtwin.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster as initdb makes it, made once beside the programs and copied for each server of every
 * run: a copy takes a tenth of the time.
 *
 * <p>Nobody can log in to it: its superuser has no password until a copy gets one of its own.
 *
 * @param folder named after the programs and initdb's arguments, so that a change of either makes a
 *     new one
 */
record NewCluster(Path folder) {

  private static final Logger LOG = LoggerFactory.getLogger(NewCluster.class);

  /** For a machine that is busy beyond reason. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Few systems lack C.UTF-8; plain C sorts alike. */
  private static final List<String> LOCALES = List.of("C.UTF-8", "C");

  /** How many files it consists of; a cleaner of old files may have taken some. */
  private static final String FILES = ".files";

  /** The cluster of these programs, made unless it is there. Waits for whoever else makes it. */
  static NewCluster of(PostgresBinaries binaries, String superuser) throws IOException {
    List<String> arguments =
        List.of(
            "--username=" + superuser,
            "--auth=reject",
            "--encoding=UTF8",
            // What matters is synced by a server's own checkpoints.
            "--no-sync");
    String name =
        "%s-cluster-%08x"
            .formatted(
                binaries.folder().getFileName(), List.of(arguments, LOCALES, "lean").hashCode());
    return new NewCluster(
        binaries.beside(
            name,
            NewCluster::isWhole,
            making -> {
              binaries.account().own(making);
              make(binaries, making, arguments);
            }));
  }

  /** Copies it into an empty folder, as a cluster with an identifier of its own. */
  void copyTo(Path target) throws IOException {
    FolderCopy.of(folder, target, Set.of());
    Files.delete(target.resolve(FILES));
    SystemIdentifier.renew(target);
  }

  /** Gives the superuser of a cluster that does not run a password, which no command line shows. */
  static void givePassword(DataFolder data, String superuser, String password) {
    Path log = data.path().resolveSibling(data.path().getFileName() + ".initial.log");
    try {
      Process single =
          new ProcessBuilder(
                  data.binaries()
                      .command(
                          "postgres",
                          List.of("--single", "-F", "-D", data.path().toString(), "postgres")))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(log.toFile()))
              .start();
      try (var statements = single.outputWriter(StandardCharsets.UTF_8)) {
        statements.write(
            "ALTER ROLE %s PASSWORD %s\n".formatted(superuser, Replication.quoted(password)));
      }
      if (ended(single, "postgres --single") != 0 || Files.readString(log).contains("ERROR")) {
        throw new PostgresException(
            "The superuser of %s has no password: %s".formatted(data.path(), DataFolder.tail(log)));
      }
    } catch (IOException e) {
      throw new PostgresException("The superuser of " + data.path() + " has no password: " + e, e);
    }
  }

  private static void make(PostgresBinaries binaries, Path folder, List<String> arguments)
      throws IOException {
    Path log = folder.resolveSibling(folder.getFileName() + ".log");
    try {
      for (String locale : LOCALES) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--locale=" + locale);
        all.add("--pgdata=" + folder);
        Process initdb =
            new ProcessBuilder(binaries.command("initdb", all))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
        if (ended(initdb, "initdb") == 0) {
          makeLean(folder);
          LOG.info("made a new PostgreSQL cluster folder={} locale={}", folder, locale);
          return;
        }
      }
      throw new PostgresException(
          "initdb failed in " + folder + ": " + DataFolder.tail(log) + ". Check the disk's space");
    } finally {
      Files.deleteIfExists(log);
    }
  }

  /**
   * Takes the maps of free space and visibility away, nearly half of the files: PostgreSQL makes
   * them anew when it misses them, as its release notes on damaged ones advise.
   */
  private static void makeLean(Path folder) throws IOException {
    List<Path> files = files(folder);
    for (Path file : files) {
      if (file.getFileName().toString().matches("[0-9]+_(fsm|vm)")) {
        Files.delete(file);
      }
    }
    Files.writeString(folder.resolve(FILES), Integer.toString(files(folder).size() + 1));
  }

  private static boolean isWhole(Path folder) {
    try {
      return Files.readString(folder.resolve(FILES)).equals(Integer.toString(files(folder).size()));
    } catch (IOException | UncheckedIOException notThere) {
      return false;
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static int ended(Process process, String program) {
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new PostgresException(
            "%s has not finished within %d s, where one is usual. Wait until the machine is less busy"
                .formatted(program, LIMIT.toSeconds()));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresException("Interrupted while " + program + " ran", e);
    } finally {
      process.destroyForcibly();
    }
  }
}

package io.pilothouse.localtwin.postgres;

import io.pilothouse.localtwin.process.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL programs on this machine, unpacked once and shared by every run.
 *
 * <p>The folder is named after the archive's content, and appears in one atomic step: a JVM sees
 * all of it or nothing, and two that start together unpack it once.
 */
public final class PostgresBinaries {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);
  private static final Object IN_THIS_JVM = new Object();

  /** What a cluster without a database takes, three times over. */
  private static final long CLUSTER_BYTES = 120L << 20;

  private final Path folder;
  private final PostgresAccount account;

  private PostgresBinaries(Path folder, PostgresAccount account) {
    this.folder = folder;
    this.account = account;
  }

  /**
   * Unpacks the programs of this operating system unless they are there.
   *
   * @param wanted the cache folder below which they are kept; as root where namespaces are
   *     forbidden, {@code /var/tmp} instead if the folder is root's alone
   * @throws PostgresException if there are none for this machine, or the disk does not take them
   */
  public static PostgresBinaries unpack(Path wanted) {
    PostgresArchive archive = PostgresArchive.forThisMachine();
    PostgresAccount account = PostgresAccount.forThisProcess();
    try {
      Path cache = account.placeForPrograms(wanted);
      Path folder = cache.resolve(archive.folderName());
      once(
          folder,
          Files::isDirectory,
          unpacking -> {
            archive.unpackInto(unpacking);
            PostgresAccount.openToAll(unpacking);
            LOG.info("unpacked PostgreSQL folder={}", folder);
          },
          archive.unpackedBytes());
      return new PostgresBinaries(folder, account);
    } catch (IOException e) {
      throw new PostgresException(
          "PostgreSQL cannot be unpacked into %s, where it needs %d MB: %s. Free some space, or set PILOTHOUSE_HOME to a folder that has it"
              .formatted(wanted, archive.unpackedBytes() >> 20, e),
          e);
    }
  }

  /**
   * Makes a folder beside the programs unless it is there and whole.
   *
   * @param name the folder's
   * @param make fills an empty folder, which then takes the name
   */
  Path beside(String name, Predicate<Path> whole, Making make) throws IOException {
    Path wanted = folder.resolveSibling(name);
    once(wanted, whole, make, CLUSTER_BYTES);
    return wanted;
  }

  private static void once(Path folder, Predicate<Path> whole, Making make, long bytes)
      throws IOException {
    Path cache = folder.resolveSibling("");
    if (whole.test(folder)) {
      return;
    }
    synchronized (IN_THIS_JVM) {
      Files.createDirectories(cache);
      try (FileChannel door =
              FileChannel.open(
                  cache.resolve(".unpacking"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock entered = door.lock()) {
        if (entered.isValid() && !whole.test(folder)) {
          FileTree.delete(folder);
          replace(cache, folder, make, bytes);
        }
      }
    }
  }

  private static void replace(Path cache, Path folder, Making make, long bytes) throws IOException {
    String partial = folder.getFileName() + ".partial";
    try (DirectoryStream<Path> abandoned = Files.newDirectoryStream(cache, partial + "*")) {
      for (Path left : abandoned) {
        FileTree.delete(left);
      }
    }
    long free = Files.getFileStore(cache).getUsableSpace();
    if (free < bytes) {
      throw new IOException("only " + (free >> 20) + " MB are free");
    }
    Path making = Files.createTempDirectory(cache, partial);
    try {
      make.fill(making);
      Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FileTree.delete(making);
    }
  }

  /** Fills a folder that is kept from run to run. */
  @FunctionalInterface
  interface Making {
    void fill(Path empty) throws IOException;
  }

  /** The command line that runs a program of the bundle under the account that may run it. */
  List<String> command(String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(folder.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    return account.wrap(command);
  }

  Path folder() {
    return folder;
  }

  PostgresAccount account() {
    return account;
  }
}

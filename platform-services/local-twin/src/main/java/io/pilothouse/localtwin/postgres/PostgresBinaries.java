package io.pilothouse.localtwin.postgres;

import io.pilothouse.localtwin.process.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
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

  /** What version 15 takes unpacked on Linux, with room to spare. */
  private static final long UNPACKED_BYTES = 80L << 20;

  private static final Object IN_THIS_JVM = new Object();

  private final Path folder;
  private final PostgresAccount account;

  private PostgresBinaries(Path folder, PostgresAccount account) {
    this.folder = folder;
    this.account = account;
  }

  /**
   * Unpacks the programs of this operating system below the cache folder unless they are there.
   *
   * @throws PostgresException if there are none for this machine, or the disk does not take them
   */
  public static PostgresBinaries unpack(Path cache) {
    String archive =
        archiveOf(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    Path folder = cache.resolve(archive.replace(".txz", "") + "-" + fingerprint(archive));
    if (!Files.isDirectory(folder)) {
      synchronized (IN_THIS_JVM) {
        try {
          Files.createDirectories(cache);
          try (FileChannel door =
                  FileChannel.open(
                      cache.resolve(".unpacking"),
                      StandardOpenOption.CREATE,
                      StandardOpenOption.WRITE);
              FileLock entered = door.lock()) {
            if (entered.isValid() && !Files.isDirectory(folder)) {
              unpackInto(cache, folder, archive);
            }
          }
        } catch (IOException e) {
          throw notUnpacked(cache, e);
        }
      }
    }
    return new PostgresBinaries(folder, PostgresAccount.forThisProcess());
  }

  /** The command line that runs a program of the bundle under the account that may run it. */
  List<String> command(String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(folder.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    return account.wrap(command);
  }

  PostgresAccount account() {
    return account;
  }

  /** The name that the bundles give to the archive of a platform. */
  static String archiveOf(String operatingSystem, String architecture) {
    String system = operatingSystem.toLowerCase(Locale.ROOT);
    String family =
        system.startsWith("mac") ? "darwin" : system.startsWith("windows") ? "windows" : "linux";
    String machine =
        switch (architecture.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> architecture;
        };
    return "postgres-%s-%s.txz".formatted(family, machine);
  }

  private static String fingerprint(String archive) {
    try (InputStream packed = open(archive);
        CheckedInputStream checked = new CheckedInputStream(packed, new CRC32())) {
      long bytes = checked.transferTo(OutputStream.nullOutputStream());
      return "%08x-%d".formatted(checked.getChecksum().getValue(), bytes);
    } catch (IOException e) {
      throw new PostgresException("The PostgreSQL archive " + archive + " cannot be read: " + e, e);
    }
  }

  private static InputStream open(String archive) {
    InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + archive);
    if (packed == null) {
      throw new PostgresException(
          "There is no PostgreSQL for this machine among the program's libraries ("
              + archive
              + "). Build it on this machine, so that Maven picks the binaries of its platform");
    }
    return packed;
  }

  private static void unpackInto(Path cache, Path folder, String archive) throws IOException {
    long free = Files.getFileStore(cache).getUsableSpace();
    if (free < UNPACKED_BYTES) {
      throw new IOException("only " + (free >> 20) + " MB are free");
    }
    String partial = folder.getFileName() + ".partial";
    try (DirectoryStream<Path> left = Files.newDirectoryStream(cache, partial + "*")) {
      for (Path abandoned : left) {
        FileTree.delete(abandoned);
      }
    }
    Path unpacking = Files.createTempDirectory(cache, partial);
    try (InputStream packed = open(archive)) {
      TarXz.unpack(packed, unpacking);
      Files.move(unpacking, folder, StandardCopyOption.ATOMIC_MOVE);
      LOG.info("unpacked PostgreSQL folder={}", folder);
    } finally {
      FileTree.delete(unpacking);
    }
  }

  private static PostgresException notUnpacked(Path cache, IOException e) {
    return new PostgresException(
        "PostgreSQL cannot be unpacked into %s, it needs %d MB there: %s. Free some space, or set PILOTHOUSE_HOME to a folder that has it"
            .formatted(cache, UNPACKED_BYTES >> 20, e.getMessage()),
        e);
  }
}

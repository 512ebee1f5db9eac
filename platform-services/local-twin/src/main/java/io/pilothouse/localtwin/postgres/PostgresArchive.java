package io.pilothouse.localtwin.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * The packed PostgreSQL programs of one platform, a resource of the class path.
 *
 * @param name the resource's name
 * @param checksum CRC-32 of its content
 * @param packedBytes its size
 */
record PostgresArchive(String name, long checksum, long packedBytes) {

  /** The bundles unpack to 4 to 5 times their size. */
  private static final int UNPACKED_RATIO = 6;

  /**
   * The archive for the running operating system and architecture.
   *
   * @throws PostgresException if the program was built without it
   */
  static PostgresArchive forThisMachine() {
    String name = nameFor(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    try (InputStream packed = open(name);
        CheckedInputStream checked = new CheckedInputStream(packed, new CRC32())) {
      long bytes = checked.transferTo(OutputStream.nullOutputStream());
      return new PostgresArchive(name, checked.getChecksum().getValue(), bytes);
    } catch (IOException e) {
      throw new PostgresException("The PostgreSQL archive " + name + " cannot be read: " + e, e);
    }
  }

  /** The name that the bundles give to the archive of a platform. */
  static String nameFor(String operatingSystem, String architecture) {
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

  private static InputStream open(String name) {
    InputStream packed = PostgresArchive.class.getResourceAsStream("/" + name);
    if (packed == null) {
      throw new PostgresException(
          "There is no PostgreSQL for this machine among the program's libraries ("
              + name
              + "). Build it on this machine, so that Maven picks the binaries of its platform");
    }
    return packed;
  }

  /** A folder name that another content does not have. */
  String folderName() {
    return "%s-%08x-%d".formatted(name.replace(".txz", ""), checksum, packedBytes);
  }

  /** What the disk should have free, with room to spare. */
  long unpackedBytes() {
    return packedBytes * UNPACKED_RATIO;
  }

  void unpackInto(Path folder) throws IOException {
    try (InputStream packed = open(name)) {
      TarXz.unpack(packed, folder);
    }
  }
}

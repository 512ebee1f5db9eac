import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

/**
 * Writes the jars of an application anew, for a package: {@code java -cp 'FROM/*' Repack.java FROM
 * TO SYSTEM-ARCHITECTURE}, such as {@code linux-amd64}.
 *
 * <p>Entries are stored, not deflated: the package compresses all of them together, to two thirds
 * of their size. They are sorted and bear one time, so that the same jars give the same bytes. Left
 * out is what this machine's package cannot use: native libraries and servers of other systems,
 * signatures of the jar as it was, and module descriptors (all of it runs from the class path, and
 * jdeps would want every module whole). In the Linux build of PostgreSQL the tables of ICU that it
 * never reads are emptied (names of zones, currencies and languages, old encodings, dictionaries),
 * 20 MB unpacked; those by which it orders texts are as they were.
 */
final class Repack {
  /** The first of 2026, in the local time that a zip file means. */
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  private final String system;
  private final String architecture;

  private Repack(String platform) {
    int dash = platform.indexOf('-');
    this.system = platform.substring(0, dash);
    this.architecture = platform.substring(dash + 1);
  }

  public static void main(String[] arguments) throws IOException {
    Path from = Path.of(arguments[0]);
    Path to = Files.createDirectories(Path.of(arguments[1]));
    var repack = new Repack(arguments[2]);
    try (var jars = Files.list(from)) {
      List<Path> found = jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
      found.parallelStream()
          .forEach(jar -> {
            try {
              repack.write(jar, to.resolve(jar.getFileName()));
            } catch (IOException e) {
              throw new UncheckedIOException(jar + " cannot be written anew", e);
            }
          });
    }
  }

  private void write(Path jar, Path to) throws IOException {
    try (var in = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(to);
        var out = new ZipOutputStream(file)) {
      out.setMethod(ZipOutputStream.STORED);
      List<? extends ZipEntry> entries =
          in.stream()
              .filter(entry -> !entry.isDirectory() && kept(entry.getName()))
              // A manifest is found only where it stands first.
              .sorted(
                  Comparator.comparing(
                          (ZipEntry entry) -> !entry.getName().equals("META-INF/MANIFEST.MF"))
                      .thenComparing(ZipEntry::getName))
              .toList();
      for (ZipEntry entry : entries) {
        byte[] content = in.getInputStream(entry).readAllBytes();
        if (entry.getName().equals("META-INF/MANIFEST.MF")) {
          content = withoutDigests(content);
        } else if (entry.getName().matches("postgres-linux-.*\\.txz")) {
          content = withoutUnusedTables(content);
        }
        var stored = new ZipEntry(entry.getName());
        stored.setTimeLocal(TIME);
        stored.setSize(content.length);
        stored.setCompressedSize(content.length);
        var sum = new CRC32();
        sum.update(content);
        stored.setCrc(sum.getValue());
        out.putNextEntry(stored);
        out.write(content);
        out.closeEntry();
      }
    }
  }

  /** The main section: what follows are digests of single entries, for signatures that are gone. */
  private static byte[] withoutDigests(byte[] manifest) {
    String text = new String(manifest, StandardCharsets.UTF_8).replace("\r\n", "\n");
    int end = text.indexOf("\n\n");
    boolean sections = end >= 0 && text.contains("-Digest:");
    return sections ? (text.substring(0, end) + "\n\n").getBytes(StandardCharsets.UTF_8) : manifest;
  }

  private static byte[] withoutUnusedTables(byte[] archive) throws IOException {
    var bytes = new ByteArrayOutputStream(archive.length);
    try (var in = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)));
        var out =
            new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options(8)), "UTF-8")) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = in.readAllBytes();
        if (content.length > 0 && entry.getName().matches("(.*/)?libicudata\\.so[.0-9]*")) {
          emptyUnusedTables(content);
        }
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Within the library stands a package of ICU's: a header, then how many items there are, then the
   * place of each one's name and content. The names stay, so that all that is linked with it finds
   * what it looks for first.
   */
  private static void emptyUnusedTables(byte[] library) {
    ByteBuffer data = ByteBuffer.wrap(library).order(ByteOrder.LITTLE_ENDIAN);
    int header = find(library, "CmnD".getBytes(StandardCharsets.UTF_8)) - 12;
    if (header < 0 || data.getShort(header + 2) != (short) 0x27da) {
      throw new IllegalStateException("the ICU tables of PostgreSQL are not where they were");
    }
    int items = header + Short.toUnsignedInt(data.getShort(header));
    int count = data.getInt(items);
    for (int i = 0; i < count - 1; i++) { // the last one is a small table of time zones
      int entry = items + 4 + 8 * i;
      int name = items + data.getInt(entry);
      int end = name;
      while (library[end] != 0) {
        end++;
      }
      if (unused(new String(library, name, end - name, StandardCharsets.UTF_8))) {
        Arrays.fill(
            library, items + data.getInt(entry + 4), items + data.getInt(entry + 12), (byte) 0);
      }
    }
  }

  /**
   * {@code icudt60l/zone/fr.res}: PostgreSQL orders and changes the case of texts; it formats
   * nothing with ICU.
   */
  private static boolean unused(String item) {
    String name = item.substring(item.indexOf('/') + 1);
    if (name.endsWith(".cnv")
        || name.endsWith(".dict")
        || name.endsWith(".spp")
        || name.endsWith(".cfu")
        || name.equals("unames.icu")) {
      return true;
    }
    if (name.matches("(zone|curr|unit|rbnf|translit)/.*")) {
      return true;
    }
    return name.matches(
        "((lang|region)/)?(?!(root|en|ko|res_index|pool)\\.res)([a-z]{2,3}(_[A-Za-z0-9]+)*)\\.res");
  }

  private static int find(byte[] in, byte[] what) {
    for (int i = 0; i <= in.length - what.length; i++) {
      if (in[i] == what[0] && Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    return -1;
  }

  private boolean kept(String name) {
    if (name.endsWith("module-info.class") || name.equals("META-INF/INDEX.LIST")) {
      return false;
    }
    if (name.startsWith("META-INF/")
        && name.indexOf('/', 9) < 0
        && name.toUpperCase(Locale.ROOT).matches(".*\\.(SF|RSA|DSA|EC)")) {
      return false;
    }
    if (name.startsWith("META-INF/maven/")) {
      return false;
    }
    if (name.startsWith("redis-server-")) { // redis-server-7.0.15-linux-amd64
      return name.endsWith("-" + redis());
    }
    if (name.startsWith("com/sun/jna/")
        && name.matches(".*/(lib)?jnidispatch\\.(so|jnilib|dll|a)")) {
      return name.startsWith("com/sun/jna/" + jna() + "/");
    }
    return true;
  }

  private String redis() {
    return switch (system) {
      case "linux" -> "linux-" + architecture;
      case "macos" -> "darwin-" + architecture;
      default -> "none";
    };
  }

  /** As JNA calls it. */
  private String jna() {
    String processor = architecture.equals("arm64") ? "aarch64" : "x86-64";
    return switch (system) {
      case "linux" -> "linux-" + processor;
      case "macos" -> "darwin-" + processor;
      default -> "win32-" + processor;
    };
  }
}

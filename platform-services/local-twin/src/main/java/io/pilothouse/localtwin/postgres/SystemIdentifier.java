package io.pilothouse.localtwin.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The number that tells one PostgreSQL cluster from another: all who replicate each other share it,
 * and monitors take two servers with the same one for a primary and its replica. It stands in
 * {@code global/pg_control} under a checksum and on the first page of each write-ahead log file;
 * the bundle has no pg_resetwal to write it. The layout is that of PostgreSQL 11 to 18.
 */
final class SystemIdentifier {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** No version's control data are longer; the rest of the file is zero. */
  private static final int CONTROL_DATA = 512;

  private static final int PAGE_FLAGS = 2;
  private static final int LONG_HEADER = 2;
  private static final int PAGE_IDENTIFIER = 24;

  private SystemIdentifier() {}

  /** Makes the copy of a cluster that has not run since one of its own. */
  static void renew(Path dataFolder) throws IOException {
    long identifier = RANDOM.nextLong() >>> 1;
    Path control = dataFolder.resolve("global").resolve("pg_control");
    ByteBuffer content = in(Files.readAllBytes(control));
    int checksum =
        checksum(content)
            .orElseThrow(() ->
                new PostgresException(
                    "The control file " + control + " has a layout that is not known"));
    content.putLong(0, identifier);
    content.putInt(checksum, sum(content, checksum));
    Files.write(control, content.array());
    for (Path file : logs(dataFolder.resolve("pg_wal"))) {
      renew(file, identifier);
    }
  }

  /** In place: the file is 16 MiB long. */
  private static void renew(Path log, long identifier) throws IOException {
    try (var channel = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer header = in(new byte[PAGE_IDENTIFIER + Long.BYTES]);
      if (channel.read(header, 0) == header.capacity()
          && (header.getShort(PAGE_FLAGS) & LONG_HEADER) != 0) {
        ByteBuffer number = in(new byte[Long.BYTES]);
        channel.write(number.putLong(0, identifier), PAGE_IDENTIFIER);
      }
    }
  }

  /** Where the checksum stands, which differs by version: where it is right. */
  private static OptionalInt checksum(ByteBuffer control) {
    return IntStream.iterate(Long.BYTES, at -> at < CONTROL_DATA, at -> at + Integer.BYTES)
        .filter(at -> control.getInt(at) == sum(control, at))
        .findFirst();
  }

  private static int sum(ByteBuffer control, int length) {
    var sum = new CRC32C();
    sum.update(control.array(), 0, length);
    return (int) sum.getValue();
  }

  private static ByteBuffer in(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  private static List<Path> logs(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().matches("[0-9A-F]{24}")).toList();
    }
  }
}

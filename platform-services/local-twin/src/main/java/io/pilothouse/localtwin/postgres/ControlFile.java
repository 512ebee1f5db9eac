package io.pilothouse.localtwin.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code global/pg_control} says of a server that is not running: the bundle has no
 * pg_controldata. The layout is that of {@code ControlFileData} in PostgreSQL's {@code
 * catalog/pg_control.h}, the same from version 11 to 18 in the part that is read here.
 *
 * @param shutDownCleanly whether the state is "shut down" on a former primary
 * @param checkpoint where the latest checkpoint record begins; after a clean shutdown it is the
 *     last record of all
 */
record ControlFile(boolean shutDownCleanly, LogSequenceNumber checkpoint) {

  private static final int STATE = 16;
  private static final int CHECKPOINT = 32;
  private static final int SHUT_DOWN = 1;

  static ControlFile read(Path dataFolder) {
    Path file = dataFolder.resolve("global").resolve("pg_control");
    try {
      ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
      return new ControlFile(
          content.getInt(STATE) == SHUT_DOWN, new LogSequenceNumber(content.getLong(CHECKPOINT)));
    } catch (IOException e) {
      throw new PostgresException("The control file " + file + " cannot be read: " + e, e);
    }
  }
}

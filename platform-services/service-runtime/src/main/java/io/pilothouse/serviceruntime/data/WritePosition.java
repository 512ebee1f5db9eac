package io.pilothouse.serviceruntime.data;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far the write-ahead log was after a session's last write, for a client to bring along.
 *
 * @param log the position in bytes; a replica that has replayed it shows the write. {@link
 *     #UNKNOWN_LOG} when it could not be asked for: then only the primary will do
 * @param writtenAt when; a write older than the lag that replicas are allowed is on all of them
 */
public record WritePosition(long log, Instant writtenAt) {

  static final long UNKNOWN_LOG = Long.MAX_VALUE;

  private static final Pattern TEXT = Pattern.compile("([0-9a-f]{1,16})\\.([0-9]{1,14})");

  /** The form in which a client carries it; opaque to the client. */
  public String text() {
    return Long.toHexString(log) + "." + writtenAt.toEpochMilli();
  }

  /**
   * Reads what a client brought; empty for anything else, and for one that is of no use any more.
   *
   * @param lasting how long after a write it can matter
   */
  public static Optional<WritePosition> read(String text, Duration lasting, Instant now) {
    var form = TEXT.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    long log = Long.parseUnsignedLong(form.group(1), 16);
    var writtenAt = Instant.ofEpochMilli(Long.parseLong(form.group(2)));
    boolean plausible = log >= 0 && !writtenAt.isAfter(now.plus(lasting));
    return plausible && writtenAt.plus(lasting).isAfter(now)
        ? Optional.of(new WritePosition(log, writtenAt))
        : Optional.empty();
  }
}

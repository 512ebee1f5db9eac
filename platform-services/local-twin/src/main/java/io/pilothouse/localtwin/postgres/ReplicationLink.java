package io.pilothouse.localtwin.postgres;

import java.time.Duration;
import java.util.Optional;

/**
 * The way that the write-ahead log takes from a primary to one replica: a TCP proxy as slow as the
 * distance between their regions, and slower when it is congested.
 */
final class ReplicationLink implements AutoCloseable {

  private final NetworkDelay delay;
  private final ServerEndpoint way;

  private ReplicationLink(NetworkDelay delay, ServerEndpoint way) {
    this.delay = delay;
    this.way = way;
  }

  /** From the primary's region to the replica's. */
  static ReplicationLink open(String replica, String from, String to) {
    NetworkDelay delay = NetworkDelay.between(from, to);
    return new ReplicationLink(
        delay, ServerEndpoint.open("link-to-" + replica, Optional.of(delay)));
  }

  /** Begins at the primary with this port from now on. @return the port of the replica's end */
  int leadTo(int primaryPort) {
    way.leadTo(primaryPort);
    return way.port();
  }

  /** What the stream is held up beyond the distance; zero for nothing. */
  void congestion(Duration now) {
    delay.congestion(now);
  }

  @Override
  public void close() {
    way.close();
  }
}

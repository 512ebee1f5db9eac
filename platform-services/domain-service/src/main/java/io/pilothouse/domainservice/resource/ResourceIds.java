package io.pilothouse.domainservice.resource;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes ids that sort by time: UUID version 7 (RFC 9562, section 5.7). */
public final class ResourceIds {
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM_BITS = 0x3fff_ffff_ffff_ffffL;

  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param random safe for concurrent use
   */
  public ResourceIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** A new one. */
  public UUID next() {
    return new UUID(
        clock.millis() << 16 | VERSION | random.nextLong() & 0xfff,
        VARIANT | random.nextLong() & RANDOM_BITS);
  }
}

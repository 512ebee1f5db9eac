package io.pilothouse.desktopapp.testsystem;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves. */
public final class Moments implements InstantSource {
  private Instant now = Instant.parse("2026-11-21T10:40:00Z");

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Lets time pass. */
  public synchronized void pass(Duration duration) {
    now = now.plus(duration);
  }
}

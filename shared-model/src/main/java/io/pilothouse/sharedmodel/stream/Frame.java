package io.pilothouse.sharedmodel.stream;

import java.time.Instant;

/** What a session sends. */
public sealed interface Frame {
  /** The whole state. */
  record Full(SystemState state) implements Frame {}

  /** Nothing changed since this revision; the session is alive. */
  record Heartbeat(long revision, Instant at) implements Frame {}
}

package io.pilothouse.localtwin.kubernetes;

import java.time.Instant;

/** One line that a container printed, without its line end. */
public record LogLine(Instant at, String text) {}

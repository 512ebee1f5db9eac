package io.pilothouse.sharedmodel.estate;

import java.time.Instant;

/**
 * A value with where it came from. @param sequence the source's sequence; @param observedAt when it
 * was last seen to be so
 */
public record Observed<T>(T value, SourceId source, long sequence, Instant observedAt) {}

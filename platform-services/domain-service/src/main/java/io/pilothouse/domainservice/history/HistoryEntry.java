package io.pilothouse.domainservice.history;

import java.time.Instant;
import java.util.UUID;

/**
 * One thing that happened.
 *
 * @param event id of the event that told of it
 * @param resource which it happened to; of this service, or of the one that told of it
 * @param kind such as {@code resource.created}
 * @param source id of the service where it happened
 */
public record HistoryEntry(
    String event, UUID resource, String kind, String source, Instant happenedAt) {}

package io.pilothouse.domainservice.event;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened, or is asked for, in the form of CloudEvents 1.0 (structured JSON).
 *
 * @param specversion {@code 1.0}
 * @param id unique to its source
 * @param source id of the service that tells it
 * @param type such as {@code resource.created}
 * @param subject the resource that it is about
 * @param time when it happened
 */
public record ServiceEvent(
    String specversion, String id, String source, String type, UUID subject, Instant time) {
  /** The type of an event that asks for an operation; its id is the operation's. */
  public static final String OPERATION_REQUESTED = "operation.requested";

  public static ServiceEvent of(String id, String source, String type, UUID subject, Instant at) {
    return new ServiceEvent("1.0", id, source, type, subject, at);
  }
}

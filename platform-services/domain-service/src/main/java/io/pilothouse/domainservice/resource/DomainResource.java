package io.pilothouse.domainservice.resource;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One thing that the service owns.
 *
 * @param id in the order of creation
 * @param owner subject of the one who made it
 * @param document what it says, as JSON
 * @param version 1 when it is made, one more with each change
 */
public record DomainResource(
    UUID id,
    String owner,
    Map<String, Object> document,
    long version,
    Instant createdAt,
    Instant changedAt) {
  public DomainResource {
    // Not Map.copyOf: a document may say null.
    document = Collections.unmodifiableMap(new LinkedHashMap<>(document));
  }
}

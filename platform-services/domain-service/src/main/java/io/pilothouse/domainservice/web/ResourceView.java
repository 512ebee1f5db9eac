package io.pilothouse.domainservice.web;

import io.pilothouse.domainservice.resource.DomainResource;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A resource as callers see it. */
public record ResourceView(
    UUID id,
    @Schema(description = "Subject of the one who made it.") String owner,
    @Schema(example = "{\"title\": \"Jeju in May\", \"days\": 3}") Map<String, Object> document,
    @Schema(description = "1 when it is made, one more with each change; also the ETag.")
        long version,
    Instant createdAt,
    Instant changedAt) {

  static ResourceView of(DomainResource resource) {
    return new ResourceView(
        resource.id(),
        resource.owner(),
        resource.document(),
        resource.version(),
        resource.createdAt(),
        resource.changedAt());
  }
}

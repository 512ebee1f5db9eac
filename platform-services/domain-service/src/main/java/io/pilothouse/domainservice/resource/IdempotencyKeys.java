package io.pilothouse.domainservice.resource;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Requests that were made under a key of the caller's, so that one that is sent again makes nothing
 * twice. Each call runs in the caller's transaction; a second request with a key waits until the
 * first one's transaction ends.
 */
public final class IdempotencyKeys {
  private final JdbcClient jdbc;

  public IdempotencyKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A request under a key.
   *
   * @param subject whose key it is
   * @param digest of what is asked for
   */
  public record Request(String subject, String key, String digest) {}

  /** What an earlier request made. @param digest of what it asked for */
  record Earlier(String digest, UUID resource) {}

  /** Takes the key for a resource; the earlier request if it is taken. */
  Optional<Earlier> take(Request request, UUID resource, Instant now) {
    int taken =
        jdbc.sql(
                "insert into idempotency_key (subject, key, digest, resource, created_at)"
                    + " values (:subject, :key, :digest, :resource, :now) on conflict do nothing")
            .param("subject", request.subject())
            .param("key", request.key())
            .param("digest", request.digest())
            .param("resource", resource)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update();
    if (taken == 1) {
      return Optional.empty();
    }
    return jdbc.sql(
            "select digest, resource from idempotency_key where subject = :subject and key = :key")
        .param("subject", request.subject())
        .param("key", request.key())
        .query((row, number) ->
            new Earlier(row.getString("digest"), row.getObject("resource", UUID.class)))
        .optional();
  }
}

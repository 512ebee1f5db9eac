package io.pilothouse.authservice.session;

import java.time.Instant;
import java.util.UUID;

/**
 * A signed-in session.
 *
 * @param client through which it was begun
 * @param expiresAt when it ends whatever happens
 */
public record Session(
    UUID id,
    UUID user,
    String client,
    Instant startedAt,
    Instant expiresAt,
    int generation,
    Instant generationBeganAt,
    boolean revoked) {}

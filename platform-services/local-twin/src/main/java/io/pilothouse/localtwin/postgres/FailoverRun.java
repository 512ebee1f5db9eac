package io.pilothouse.localtwin.postgres;

import java.util.concurrent.CompletableFuture;

/**
 * A failover under way.
 *
 * @param writable completes when the endpoint leads to the new primary; the report has the phases
 *     so far
 * @param restored completes when the replicas follow and the old primary is back as standby; the
 *     report has every phase. Either fails with a {@link PostgresException} that says what happened
 */
public record FailoverRun(
    CompletableFuture<FailoverReport> writable, CompletableFuture<FailoverReport> restored) {}

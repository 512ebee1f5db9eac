package io.pilothouse.serviceruntime.metrics;

import java.time.Duration;
import java.util.Optional;

/**
 * What an instance reports of one external system.
 *
 * @param open whether its circuit breaker lets no call through, or only probes
 * @param responseTime on average of the last seconds; empty without calls
 */
public record ExternalFigures(boolean open, Optional<Duration> responseTime) {}

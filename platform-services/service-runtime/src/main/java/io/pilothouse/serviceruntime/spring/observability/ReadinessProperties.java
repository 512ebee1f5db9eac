package io.pilothouse.serviceruntime.spring.observability;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code pilothouse.readiness.*}: how readiness is judged.
 *
 * @param period how often each check is tried
 */
@ConfigurationProperties("pilothouse.readiness")
public record ReadinessProperties(@DefaultValue("2s") Duration period) {}

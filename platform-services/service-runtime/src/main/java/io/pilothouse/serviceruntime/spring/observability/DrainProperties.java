package io.pilothouse.serviceruntime.spring.observability;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code pilothouse.drain.*}: how a service leaves.
 *
 * @param delay how long it goes on taking requests after it has said that it is not ready, until no
 *     load balancer sends it any; in place of a preStop hook that sleeps
 */
@ConfigurationProperties("pilothouse.drain")
public record DrainProperties(@DefaultValue("5s") Duration delay) {}

package io.pilothouse.serviceruntime.spring.observability;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code pilothouse.requests.*}: how many requests a service takes on.
 *
 * @param atOnce requests worked on at once
 * @param queue requests that wait for that; one more is answered 503 at once
 * @param patience how long a request waits; then it is answered 503
 */
@ConfigurationProperties("pilothouse.requests")
public record RequestProperties(
    @DefaultValue("200") int atOnce,
    @DefaultValue("1000") int queue,
    @DefaultValue("5s") Duration patience) {}

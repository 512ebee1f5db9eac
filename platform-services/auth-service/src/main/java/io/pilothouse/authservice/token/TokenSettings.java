package io.pilothouse.authservice.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long tokens live.
 *
 * @param accessTokenLifetime during which a service believes a token without asking
 * @param refreshTokenLifetime quiet time after which a session has ended
 * @param sessionLifetime after which the password is asked for again whatever happened
 * @param refreshGrace how long a refresh token that was just used is still taken, for two tabs that
 *     refresh at once
 */
@ConfigurationProperties("pilothouse.auth.tokens")
public record TokenSettings(
    @DefaultValue("PT15M") Duration accessTokenLifetime,
    @DefaultValue("PT12H") Duration refreshTokenLifetime,
    @DefaultValue("P30D") Duration sessionLifetime,
    @DefaultValue("PT10S") Duration refreshGrace) {}

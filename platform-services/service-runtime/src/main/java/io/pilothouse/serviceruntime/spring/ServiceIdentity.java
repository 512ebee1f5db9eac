package io.pilothouse.serviceruntime.spring;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which service of which system this process is; the labels {@code system} and {@code service} of
 * its metrics.
 *
 * @param system {@code pilothouse.system}, the blueprint's key
 * @param component {@code pilothouse.component}, the blueprint's id of the service
 */
@ConfigurationProperties("pilothouse")
public record ServiceIdentity(
    @DefaultValue("local") String system, @DefaultValue("service") String component) {}

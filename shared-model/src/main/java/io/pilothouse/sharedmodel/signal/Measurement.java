package io.pilothouse.sharedmodel.signal;

import io.pilothouse.sharedmodel.estate.ResourceId;
import java.time.Instant;

/**
 * One measured value of one resource.
 *
 * @param metric the platform's own name, such as {@code physical_replication_delay_in_seconds},
 *     with a dimension in braces where it has one: {@code ActiveMessages{EntityName=notification}}
 * @param measuredAt the time the value stands for, by the source's clock; may lie minutes before it
 *     was observed
 */
public record Measurement(
    ResourceId resource, String metric, double value, Unit unit, Instant measuredAt) {}

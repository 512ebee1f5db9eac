package io.pilothouse.deployer.cost;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one part of a resource costs in a month.
 *
 * @param component id of the blueprint's component, where it is one
 * @param resource name of the resource
 * @param part {@code primary}, {@code standby} or {@code replica} of a database, else empty
 * @param what the price's key
 * @param units how many of the price's unit
 * @param monthly absent where the price is unknown
 * @param approximate whether the price is known only about
 */
public record CostLine(
    Optional<String> component,
    String resource,
    String part,
    String what,
    String region,
    double units,
    OptionalDouble monthly,
    boolean approximate) {}

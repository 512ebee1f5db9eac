package io.pilothouse.deployer.cost;

import io.pilothouse.deployer.template.TemplateResource;

/**
 * What of a price list a resource takes in a month.
 *
 * @param part what of the resource it is, where it has several: {@code primary}, {@code standby},
 *     {@code replica}
 * @param key the price's
 * @param units of the price's unit; a machine that runs all month takes 730 hours
 */
record Quantity(TemplateResource resource, String part, String key, String region, double units) {}

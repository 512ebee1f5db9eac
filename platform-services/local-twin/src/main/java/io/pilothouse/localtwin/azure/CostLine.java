package io.pilothouse.localtwin.azure;

/**
 * What a service costs in a month, by the system's own table.
 *
 * @param service Azure's name of the service, as its bills have it
 * @param description the table's own words
 * @param resource id of the resource; the resource group's where the table does not say
 * @param monthly in {@code currency}
 * @param currency ISO 4217
 */
public record CostLine(
    String service, String description, String resource, double monthly, String currency) {}

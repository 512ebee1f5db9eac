package io.pilothouse.deployer.azure;

/**
 * One property that would change.
 *
 * @param path such as {@code properties.storage.storageSizeGB}
 * @param before as JSON; empty if it is not there
 * @param after as JSON; empty if it would go
 */
public record PropertyChange(String path, String before, String after) {}

package io.pilothouse.localtwin.postgres;

/**
 * A read replica as its creator asked for it: asynchronous, a server of its own in Azure's eyes.
 *
 * @param name the replica's server name, unique within the flexible server
 * @param location the Azure region, such as {@code koreasouth}
 * @param zone the availability zone, such as {@code "1"}
 */
public record ReplicaSpec(String name, String location, String zone) {}

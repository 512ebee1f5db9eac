package io.pilothouse.localtwin.kubernetes;

/**
 * What a pod uses now.
 *
 * @param millicores processor, in thousandths of a core
 * @param workingSetBytes memory
 */
public record PodUsage(double millicores, long workingSetBytes) {}

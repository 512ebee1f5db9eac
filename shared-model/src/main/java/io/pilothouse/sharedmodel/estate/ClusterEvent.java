package io.pilothouse.sharedmodel.estate;

import java.time.Instant;

/**
 * A Kubernetes event. @param regarding what it is about; @param warning whether its type is Warning
 */
public record ClusterEvent(
    ResourceId id,
    String name,
    ResourceId regarding,
    boolean warning,
    String reason,
    String message,
    int count,
    Instant lastSeen)
    implements Resource {}

package io.pilothouse.localtwin.kubernetes.controller.autoscaling;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What one metric proposes.
 *
 * @param description what the condition says of it
 * @param status its entry in the autoscaler's {@code currentMetrics}
 */
record MetricProposal(int replicas, String description, ObjectNode status) {}

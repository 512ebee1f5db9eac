/** Deployments and ReplicaSets: rollouts, revisions, replicas. */
@NullMarked
package io.pilothouse.localtwin.kubernetes.controller.workload;

import org.jspecify.annotations.NullMarked;

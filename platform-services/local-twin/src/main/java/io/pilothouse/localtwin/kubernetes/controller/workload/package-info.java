/** Workloads: what keeps pods, rolls templates out and remembers revisions. */
@NullMarked
package io.pilothouse.localtwin.kubernetes.controller.workload;

import org.jspecify.annotations.NullMarked;

/**
 * The use of pods as the metrics APIs and the autoscaler see it; measured by others, never made up.
 */
@NullMarked
package io.pilothouse.localtwin.kubernetes.metrics;

import org.jspecify.annotations.NullMarked;

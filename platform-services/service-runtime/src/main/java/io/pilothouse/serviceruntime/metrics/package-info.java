/** Counted figures of one service instance, as typed snapshots. */
@NullMarked
package io.pilothouse.serviceruntime.metrics;

import org.jspecify.annotations.NullMarked;

/** Redis as the twin runs it: a cluster of real Redis processes, watched and restarted. */
@NullMarked
package io.pilothouse.localtwin.redis;

import org.jspecify.annotations.NullMarked;

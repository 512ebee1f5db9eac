/**
 * The versioned object store: one revision counter, optimistic concurrency, watches that can be
 * resumed.
 */
@NullMarked
package io.pilothouse.localtwin.kubernetes.store;

import org.jspecify.annotations.NullMarked;

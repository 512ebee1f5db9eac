/**
 * The operations of the API server on resources: admission, optimistic concurrency, deletion,
 * subresources.
 */
@NullMarked
package io.pilothouse.localtwin.kubernetes.api;

import org.jspecify.annotations.NullMarked;

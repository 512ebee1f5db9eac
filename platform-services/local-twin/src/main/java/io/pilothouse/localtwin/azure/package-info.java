/**
 * Azure's control plane at its HTTP boundary: resource manager and Monitor metrics in their
 * documented shapes, backed by the live processes of the twin.
 */
@NullMarked
package io.pilothouse.localtwin.azure;

import org.jspecify.annotations.NullMarked;

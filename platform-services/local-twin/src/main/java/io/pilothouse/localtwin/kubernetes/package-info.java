/**
 * A Kubernetes control plane in this process: API server, controllers and kubelet stand-ins at the
 * documented HTTP boundary.
 */
@NullMarked
package io.pilothouse.localtwin.kubernetes;

import org.jspecify.annotations.NullMarked;

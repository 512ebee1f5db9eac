/** The deployer of the twin's services: what a delivery pipeline would apply to the cluster. */
@NullMarked
package io.pilothouse.localtwin.deploy;

import org.jspecify.annotations.NullMarked;

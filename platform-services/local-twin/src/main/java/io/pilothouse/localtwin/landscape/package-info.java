/** The Azure resources without a process that a blueprint means: what a deployment would create. */
@NullMarked
package io.pilothouse.localtwin.landscape;

import org.jspecify.annotations.NullMarked;

/** Which node a pod goes to, and why it cannot go to any. */
@NullMarked
package io.pilothouse.localtwin.kubernetes.controller.scheduling;

import org.jspecify.annotations.NullMarked;

/** Garbage collection, namespaces, endpoints, disruption budgets. */
@NullMarked
package io.pilothouse.localtwin.kubernetes.controller.housekeeping;

import org.jspecify.annotations.NullMarked;

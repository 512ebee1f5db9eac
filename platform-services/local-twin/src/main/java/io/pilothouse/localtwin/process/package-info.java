/** Operating-system processes that the twin owns, and the promise that none outlives it. */
@NullMarked
package io.pilothouse.localtwin.process;

import org.jspecify.annotations.NullMarked;

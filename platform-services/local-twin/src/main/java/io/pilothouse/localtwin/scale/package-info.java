/** Synthetic estates of any size, with churn, for measurements. */
@NullMarked
package io.pilothouse.localtwin.scale;

import org.jspecify.annotations.NullMarked;

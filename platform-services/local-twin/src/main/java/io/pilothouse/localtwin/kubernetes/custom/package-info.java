/** Custom resources: definitions become kinds that are discovered, served and removed again. */
@NullMarked
package io.pilothouse.localtwin.kubernetes.custom;

import org.jspecify.annotations.NullMarked;

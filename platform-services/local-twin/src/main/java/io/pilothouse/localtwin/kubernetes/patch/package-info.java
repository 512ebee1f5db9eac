/**
 * The four ways to change an object: JSON patch, merge patch, strategic merge patch and server-side
 * apply.
 */
@NullMarked
package io.pilothouse.localtwin.kubernetes.patch;

import org.jspecify.annotations.NullMarked;

/**
 * Whether a newer release is out: asked of a feed at most daily, said quietly, and switched off
 * easily.
 */
@NullMarked
package io.pilothouse.desktopapp.update;

import org.jspecify.annotations.NullMarked;

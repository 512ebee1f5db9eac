/** A session as the desktop sees it: conflated to frames, on the toolkit's thread. */
@NullMarked
package io.pilothouse.desktopapp.live;

import org.jspecify.annotations.NullMarked;

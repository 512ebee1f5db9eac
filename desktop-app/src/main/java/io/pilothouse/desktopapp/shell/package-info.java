/** The window: navigation, top bar, palette, keys and what surrounds every view. */
@NullMarked
package io.pilothouse.desktopapp.shell;

import org.jspecify.annotations.NullMarked;

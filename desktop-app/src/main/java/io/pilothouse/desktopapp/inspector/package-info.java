/** Everything known of what is selected. */
@NullMarked
package io.pilothouse.desktopapp.inspector;

import org.jspecify.annotations.NullMarked;

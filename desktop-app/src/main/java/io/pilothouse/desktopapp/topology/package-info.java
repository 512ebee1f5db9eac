/** The document's own picture, live. */
@NullMarked
package io.pilothouse.desktopapp.topology;

import org.jspecify.annotations.NullMarked;

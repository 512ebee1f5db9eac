/** The JavaFX client and the command line. */
@NullMarked
package io.pilothouse.desktopapp;

import org.jspecify.annotations.NullMarked;

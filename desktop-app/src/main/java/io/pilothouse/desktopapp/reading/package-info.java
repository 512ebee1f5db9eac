/** Values of a state with their source and age, found for views. */
@NullMarked
package io.pilothouse.desktopapp.reading;

import org.jspecify.annotations.NullMarked;

/** Writes a blueprint of what runs, where no document says what should. */
@NullMarked
package io.pilothouse.blueprints.adopting;

import org.jspecify.annotations.NullMarked;

/** Draws a blueprint as the text of a diagram. */
@NullMarked
package io.pilothouse.blueprints.drawing;

import org.jspecify.annotations.NullMarked;

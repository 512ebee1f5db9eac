/** What a drawing shows, whatever language it was drawn in. */
@NullMarked
package io.pilothouse.blueprints.diagram;

import org.jspecify.annotations.NullMarked;

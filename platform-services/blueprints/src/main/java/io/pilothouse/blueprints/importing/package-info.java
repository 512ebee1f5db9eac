/** Documents in, one blueprint and a report out. */
@NullMarked
package io.pilothouse.blueprints.importing;

import org.jspecify.annotations.NullMarked;

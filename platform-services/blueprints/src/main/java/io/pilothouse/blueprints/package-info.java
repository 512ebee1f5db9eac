/** Loads blueprints and reports their errors with file, line, path and what was expected. */
@NullMarked
package io.pilothouse.blueprints;

import org.jspecify.annotations.NullMarked;

/** The drawing: a map from a blueprint, or from what was discovered. Pure. */
@NullMarked
package io.pilothouse.operations.topology;

import org.jspecify.annotations.NullMarked;

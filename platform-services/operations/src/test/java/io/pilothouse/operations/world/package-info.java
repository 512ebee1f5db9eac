/** The worlds that the tests describe: a blueprint, live resources, a clock. */
@NullMarked
package io.pilothouse.operations.world;

import org.jspecify.annotations.NullMarked;

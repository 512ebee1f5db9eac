/**
 * Programs that measure the product against a floor in the same run. Started by {@code
 * benchmarks/run}.
 */
@NullMarked
package io.pilothouse.benchmarks;

import org.jspecify.annotations.NullMarked;

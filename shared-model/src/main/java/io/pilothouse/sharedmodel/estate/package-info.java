/** What really runs: observations, the pure reducer and the immutable snapshot. */
@NullMarked
package io.pilothouse.sharedmodel.estate;

import org.jspecify.annotations.NullMarked;

/** Measured values and their series. */
@NullMarked
package io.pilothouse.sharedmodel.signal;

import org.jspecify.annotations.NullMarked;

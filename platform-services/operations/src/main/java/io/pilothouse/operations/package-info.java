/** The engine: observations in, snapshots, alerts and actions out. */
@NullMarked
package io.pilothouse.operations;

import org.jspecify.annotations.NullMarked;

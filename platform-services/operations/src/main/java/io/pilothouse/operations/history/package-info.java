/** What was measured lately, kept in memory for charts and windows. */
@NullMarked
package io.pilothouse.operations.history;

import org.jspecify.annotations.NullMarked;

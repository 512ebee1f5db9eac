/** Plan, guards, journal, execute, verify, audit: pure decisions around effects. */
@NullMarked
package io.pilothouse.operations.actions;

import org.jspecify.annotations.NullMarked;

/** A small system at the session's boundary, for tests: its state changes when actions run. */
@NullMarked
package io.pilothouse.desktopapp.testsystem;

import org.jspecify.annotations.NullMarked;

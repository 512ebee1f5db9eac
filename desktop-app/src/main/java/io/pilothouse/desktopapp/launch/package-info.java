/**
 * Puts the product together: from a target to connectors, engine and session. The only place that
 * knows that a twin exists.
 */
@NullMarked
package io.pilothouse.desktopapp.launch;

import org.jspecify.annotations.NullMarked;

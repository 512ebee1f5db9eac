/** One inbox of alerts. */
@NullMarked
package io.pilothouse.desktopapp.alerts;

import org.jspecify.annotations.NullMarked;

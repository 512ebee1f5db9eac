/** The small parts from which views are made. */
@NullMarked
package io.pilothouse.desktopapp.widget;

import org.jspecify.annotations.NullMarked;

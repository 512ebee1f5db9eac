/** Each autoscaler: what it measures, what it wants, and why. */
@NullMarked
package io.pilothouse.desktopapp.scaling;

import org.jspecify.annotations.NullMarked;

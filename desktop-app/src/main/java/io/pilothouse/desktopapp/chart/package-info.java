/** Series drawn over time. */
@NullMarked
package io.pilothouse.desktopapp.chart;

import org.jspecify.annotations.NullMarked;

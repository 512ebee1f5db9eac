/** Each database server: its role, its lag, its room, its readiness to fail over. */
@NullMarked
package io.pilothouse.desktopapp.data;

import org.jspecify.annotations.NullMarked;

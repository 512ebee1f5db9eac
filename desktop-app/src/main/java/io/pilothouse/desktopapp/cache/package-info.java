/** The cache: hits against the target, memory, evictions, clients. */
@NullMarked
package io.pilothouse.desktopapp.cache;

import org.jspecify.annotations.NullMarked;

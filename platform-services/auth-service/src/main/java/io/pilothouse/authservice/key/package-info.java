/**
 * The keys that sign tokens: made, published, used, retired by a timetable that every instance
 * reads.
 */
@NullMarked
package io.pilothouse.authservice.key;

import org.jspecify.annotations.NullMarked;

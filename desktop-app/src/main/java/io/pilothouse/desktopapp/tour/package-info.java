/** Every view of a live session as pictures. */
@NullMarked
package io.pilothouse.desktopapp.tour;

import org.jspecify.annotations.NullMarked;

/** What can be done, what runs, what ran. */
@NullMarked
package io.pilothouse.desktopapp.actions;

import org.jspecify.annotations.NullMarked;

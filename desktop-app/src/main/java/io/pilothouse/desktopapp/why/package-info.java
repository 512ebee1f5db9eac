/** Why the system is not healthy, where a responder looks first. */
@NullMarked
package io.pilothouse.desktopapp.why;

import org.jspecify.annotations.NullMarked;

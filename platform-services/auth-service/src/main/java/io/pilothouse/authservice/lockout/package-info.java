/** How wrong passwords slow down whoever gives them. */
@NullMarked
package io.pilothouse.authservice.lockout;

import org.jspecify.annotations.NullMarked;

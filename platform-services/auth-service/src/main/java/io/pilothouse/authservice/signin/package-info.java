/** Sign-in with a name and a password, whichever door it comes through. */
@NullMarked
package io.pilothouse.authservice.signin;

import org.jspecify.annotations.NullMarked;

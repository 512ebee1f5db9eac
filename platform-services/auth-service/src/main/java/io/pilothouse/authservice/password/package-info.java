/** What a password must be, and how it is kept. */
@NullMarked
package io.pilothouse.authservice.password;

import org.jspecify.annotations.NullMarked;

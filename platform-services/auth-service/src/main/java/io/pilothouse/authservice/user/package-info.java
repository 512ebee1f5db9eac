/** Users, and what their roles permit. */
@NullMarked
package io.pilothouse.authservice.user;

import org.jspecify.annotations.NullMarked;

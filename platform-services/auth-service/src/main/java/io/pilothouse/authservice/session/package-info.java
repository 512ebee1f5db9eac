/** Signed-in sessions, each a family of refresh tokens. */
@NullMarked
package io.pilothouse.authservice.session;

import org.jspecify.annotations.NullMarked;

/** Access tokens: what they say and how they are checked. */
@NullMarked
package io.pilothouse.authservice.token;

import org.jspecify.annotations.NullMarked;

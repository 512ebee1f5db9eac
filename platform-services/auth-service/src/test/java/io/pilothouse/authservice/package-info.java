/** The service as a whole, on a real PostgreSQL. */
@NullMarked
package io.pilothouse.authservice;

import org.jspecify.annotations.NullMarked;

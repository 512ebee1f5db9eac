/** The gateway over real connections: a real service behind it, a real Redis, raw sockets. */
@NullMarked
package io.pilothouse.apigateway;

import org.jspecify.annotations.NullMarked;

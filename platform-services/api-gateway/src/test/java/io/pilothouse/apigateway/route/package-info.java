/** Decisions of routing, without a server. */
@NullMarked
package io.pilothouse.apigateway.route;

import org.jspecify.annotations.NullMarked;

/** Decisions of the edge, without a server. */
@NullMarked
package io.pilothouse.apigateway.edge;

import org.jspecify.annotations.NullMarked;

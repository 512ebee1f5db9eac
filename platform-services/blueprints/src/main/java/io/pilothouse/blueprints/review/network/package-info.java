/** Subnets, private endpoints and network policies. */
@NullMarked
package io.pilothouse.blueprints.review.network;

import org.jspecify.annotations.NullMarked;

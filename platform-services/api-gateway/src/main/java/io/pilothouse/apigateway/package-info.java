/** The only way in: tokens are checked, callers limited, requests routed. */
@NullMarked
package io.pilothouse.apigateway;

import org.jspecify.annotations.NullMarked;

/** How many requests one caller may make. */
@NullMarked
package io.pilothouse.apigateway.limit;

import org.jspecify.annotations.NullMarked;

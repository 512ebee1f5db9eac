/** Where requests go: routes, and one guarded channel to each upstream service. */
@NullMarked
package io.pilothouse.apigateway.route;

import org.jspecify.annotations.NullMarked;

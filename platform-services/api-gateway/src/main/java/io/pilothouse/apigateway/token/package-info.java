/** Who may ask for what: bearer tokens and the permissions of routes. */
@NullMarked
package io.pilothouse.apigateway.token;

import org.jspecify.annotations.NullMarked;

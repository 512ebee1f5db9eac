/** Which resources the API server knows, with their defaults, validation and printed columns. */
@NullMarked
package io.pilothouse.localtwin.kubernetes.resource;

import org.jspecify.annotations.NullMarked;

/** The service's own description of what it answers. */
@NullMarked
package io.pilothouse.domainservice.openapi;

import org.jspecify.annotations.NullMarked;

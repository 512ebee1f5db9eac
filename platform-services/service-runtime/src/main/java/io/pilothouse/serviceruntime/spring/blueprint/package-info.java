/** A blueprint as the source of a service's properties. */
@NullMarked
package io.pilothouse.serviceruntime.spring.blueprint;

import org.jspecify.annotations.NullMarked;

/** The calls to systems of others as Spring beans, one independent channel a target. */
@NullMarked
package io.pilothouse.serviceruntime.spring.external;

import org.jspecify.annotations.NullMarked;

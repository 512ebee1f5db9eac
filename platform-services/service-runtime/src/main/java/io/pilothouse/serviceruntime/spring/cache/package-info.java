/** The two-tier cache as Spring beans, from properties. */
@NullMarked
package io.pilothouse.serviceruntime.spring.cache;

import org.jspecify.annotations.NullMarked;

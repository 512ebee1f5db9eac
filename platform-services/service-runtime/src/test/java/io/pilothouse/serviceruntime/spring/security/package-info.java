/** Tests of who is let in. */
@NullMarked
package io.pilothouse.serviceruntime.spring.security;

import org.jspecify.annotations.NullMarked;

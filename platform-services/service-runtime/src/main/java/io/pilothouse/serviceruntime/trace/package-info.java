/** Which request a piece of work belongs to, across processes. */
@NullMarked
package io.pilothouse.serviceruntime.trace;

import org.jspecify.annotations.NullMarked;

/** What a caller is told of a failure: RFC 9457 problem details that show nothing of the inside. */
@NullMarked
package io.pilothouse.serviceruntime.spring.problem;

import org.jspecify.annotations.NullMarked;

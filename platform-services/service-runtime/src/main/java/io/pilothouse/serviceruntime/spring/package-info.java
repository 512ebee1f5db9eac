/**
 * What Spring Boot needs to know of every part of the runtime: who the service is, what time it is.
 */
@NullMarked
package io.pilothouse.serviceruntime.spring;

import org.jspecify.annotations.NullMarked;

/** What a domain service is built on. */
@NullMarked
package io.pilothouse.serviceruntime;

import org.jspecify.annotations.NullMarked;

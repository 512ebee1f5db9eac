/** Secrets as settings of a Spring service, from a vault or mounted files, and their rotation. */
@NullMarked
package io.pilothouse.serviceruntime.spring.secrets;

import org.jspecify.annotations.NullMarked;

/** Who may call: bearer tokens of the issuer, checked here, and what they permit. */
@NullMarked
package io.pilothouse.serviceruntime.spring.security;

import org.jspecify.annotations.NullMarked;

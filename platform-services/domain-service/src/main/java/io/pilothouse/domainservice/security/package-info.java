/** Who may do what with the service's resources. */
@NullMarked
package io.pilothouse.domainservice.security;

import org.jspecify.annotations.NullMarked;

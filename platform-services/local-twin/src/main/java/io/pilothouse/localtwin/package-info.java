/** The embedded estate: real PostgreSQL and Redis behind Kubernetes' and Azure's HTTP boundary. */
@NullMarked
package io.pilothouse.localtwin;

import org.jspecify.annotations.NullMarked;

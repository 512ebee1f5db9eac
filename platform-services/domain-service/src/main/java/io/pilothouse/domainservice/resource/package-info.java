/** The resources that a service owns: kept in its database, cached, versioned. */
@NullMarked
package io.pilothouse.domainservice.resource;

import org.jspecify.annotations.NullMarked;

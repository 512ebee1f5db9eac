/** The roles of services in their databases, made before a release. */
@NullMarked
package io.pilothouse.domainservice.role;

import org.jspecify.annotations.NullMarked;

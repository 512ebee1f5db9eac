/** Routing of database work: writes to the primary, reads to a replica that is fresh enough. */
@NullMarked
package io.pilothouse.serviceruntime.data;

import org.jspecify.annotations.NullMarked;

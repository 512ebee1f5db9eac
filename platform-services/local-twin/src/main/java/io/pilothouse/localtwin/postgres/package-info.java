/**
 * Real PostgreSQL processes, arranged as Azure Database for PostgreSQL Flexible Server arranges
 * them: a primary, its standby in another zone, read replicas, and one address that always leads to
 * the primary.
 */
@NullMarked
package io.pilothouse.localtwin.postgres;

import org.jspecify.annotations.NullMarked;

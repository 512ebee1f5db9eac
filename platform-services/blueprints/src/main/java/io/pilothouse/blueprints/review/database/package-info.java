/** What Azure Database for PostgreSQL does not offer, or promises less of. */
@NullMarked
package io.pilothouse.blueprints.review.database;

import org.jspecify.annotations.NullMarked;

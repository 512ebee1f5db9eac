/** The database: its roles, its schema, its pool. */
@NullMarked
package io.pilothouse.authservice.database;

import org.jspecify.annotations.NullMarked;

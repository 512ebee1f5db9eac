/** Sign-in and tokens: users, roles, services and permissions on PostgreSQL. */
@NullMarked
package io.pilothouse.authservice;

import org.jspecify.annotations.NullMarked;

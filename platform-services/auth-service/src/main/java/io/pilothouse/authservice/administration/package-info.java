/** Administration: users, roles, services, clients, keys, and the first administrator. */
@NullMarked
package io.pilothouse.authservice.administration;

import org.jspecify.annotations.NullMarked;

/** Who may do what: role-based access control over the roles and bindings of the store. */
@NullMarked
package io.pilothouse.localtwin.kubernetes.access;

import org.jspecify.annotations.NullMarked;

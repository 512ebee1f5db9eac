/** What the product may do by the files in docs/permissions, held against what it does. */
@NullMarked
package io.pilothouse.desktopapp.permissions;

import org.jspecify.annotations.NullMarked;

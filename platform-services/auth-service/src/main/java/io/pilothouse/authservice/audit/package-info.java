/** Who did what, when and from where: rows that are only ever added. */
@NullMarked
package io.pilothouse.authservice.audit;

import org.jspecify.annotations.NullMarked;

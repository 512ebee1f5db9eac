/** Which live resources the components of a blueprint are: one decision, with its reasons. Pure. */
@NullMarked
package io.pilothouse.operations.binding;

import org.jspecify.annotations.NullMarked;

/** Tests of where secrets come from. */
@NullMarked
package io.pilothouse.serviceruntime.secrets;

import org.jspecify.annotations.NullMarked;

/** What is not to be in source or settings: passwords and keys, read where they are kept. */
@NullMarked
package io.pilothouse.serviceruntime.secrets;

import org.jspecify.annotations.NullMarked;

/** What services are built on, over real servers and a real broker. */
@NullMarked
package io.pilothouse.localtwin.runtime;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.pilothouse.localtwin.postgres;

import org.jspecify.annotations.NullMarked;

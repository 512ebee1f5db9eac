@NullMarked
package io.pilothouse.localtwin.served;

import org.jspecify.annotations.NullMarked;

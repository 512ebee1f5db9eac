@NullMarked
package io.pilothouse.localtwin.process;

import org.jspecify.annotations.NullMarked;

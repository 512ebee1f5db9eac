@NullMarked
package io.pilothouse.localtwin.broker;

import org.jspecify.annotations.NullMarked;

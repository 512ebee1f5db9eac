/**
 * The load on the twin's services: real requests through the code path of a deployed service, and
 * what the pods that take them would use.
 */
@NullMarked
package io.pilothouse.localtwin.load;

import org.jspecify.annotations.NullMarked;

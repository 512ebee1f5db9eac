/** Services that run as processes of their own on a twin's servers, as pods of their services. */
@NullMarked
package io.pilothouse.localtwin.served;

import org.jspecify.annotations.NullMarked;

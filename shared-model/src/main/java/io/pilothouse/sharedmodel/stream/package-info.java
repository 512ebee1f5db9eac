/** The one interface the desktop talks to, a session, and its frames. */
@NullMarked
package io.pilothouse.sharedmodel.stream;

import org.jspecify.annotations.NullMarked;

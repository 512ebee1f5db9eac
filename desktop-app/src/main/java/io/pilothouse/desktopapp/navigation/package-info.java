/** Where in the window an operator is: the view, the selection, and the way back. */
@NullMarked
package io.pilothouse.desktopapp.navigation;

import org.jspecify.annotations.NullMarked;

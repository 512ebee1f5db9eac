/** Colours, shapes and fonts: the tokens from which every view is drawn. */
@NullMarked
package io.pilothouse.desktopapp.theme;

import org.jspecify.annotations.NullMarked;

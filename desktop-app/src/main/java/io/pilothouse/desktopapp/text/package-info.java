/** What the desktop says, in Korean and English, and how it writes numbers and times. */
@NullMarked
package io.pilothouse.desktopapp.text;

import org.jspecify.annotations.NullMarked;

/** What an operator chose, kept between starts. */
@NullMarked
package io.pilothouse.desktopapp.settings;

import org.jspecify.annotations.NullMarked;

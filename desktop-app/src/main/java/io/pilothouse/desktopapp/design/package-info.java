/** The design held against what runs: differences, open questions, and what nobody can check. */
@NullMarked
package io.pilothouse.desktopapp.design;

import org.jspecify.annotations.NullMarked;

/** The runbooks of docs/runbooks, which come with the program, read and shown in the window. */
@NullMarked
package io.pilothouse.desktopapp.runbook;

import org.jspecify.annotations.NullMarked;

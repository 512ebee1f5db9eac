/**
 * The command line: a contract that scripts rely on. What a script reads goes to stdout, what a
 * person reads while waiting to stderr.
 */
@NullMarked
package io.pilothouse.desktopapp.cli;

import org.jspecify.annotations.NullMarked;

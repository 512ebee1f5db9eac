/**
 * The rules of the tree, each with a fixture that breaks it, so that a rule which no longer bites
 * is noticed.
 */
@NullMarked
package io.pilothouse.architecture;

import org.jspecify.annotations.NullMarked;

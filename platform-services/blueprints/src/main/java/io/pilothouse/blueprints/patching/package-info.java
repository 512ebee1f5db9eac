/** Carries an accepted difference into the document that states otherwise, and nothing else. */
@NullMarked
package io.pilothouse.blueprints.patching;

import org.jspecify.annotations.NullMarked;

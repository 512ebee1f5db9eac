/** A document's characters, each with its place; what was said about them. */
@NullMarked
package io.pilothouse.blueprints.text;

import org.jspecify.annotations.NullMarked;

/** What the product says to a person, kept apart from the language in which it is said. */
@NullMarked
package io.pilothouse.sharedmodel.sentence;

import org.jspecify.annotations.NullMarked;

/** The words that teams use, and what they mean. */
@NullMarked
package io.pilothouse.blueprints.dictionary;

import org.jspecify.annotations.NullMarked;

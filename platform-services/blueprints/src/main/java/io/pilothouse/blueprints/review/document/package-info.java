/** What a document says against itself. */
@NullMarked
package io.pilothouse.blueprints.review.document;

import org.jspecify.annotations.NullMarked;

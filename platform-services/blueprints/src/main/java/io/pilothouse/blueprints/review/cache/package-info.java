/** What Azure Cache for Redis does not offer, and what is cached wrongly. */
@NullMarked
package io.pilothouse.blueprints.review.cache;

import org.jspecify.annotations.NullMarked;

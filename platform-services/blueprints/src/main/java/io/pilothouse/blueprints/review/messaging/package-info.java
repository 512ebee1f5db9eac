/** What Service Bus does not offer, or fixes for good. */
@NullMarked
package io.pilothouse.blueprints.review.messaging;

import org.jspecify.annotations.NullMarked;

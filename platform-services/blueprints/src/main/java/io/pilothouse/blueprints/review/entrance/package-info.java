/** The way in: Front Door, Application Gateway, its firewall and its subnet. */
@NullMarked
package io.pilothouse.blueprints.review.entrance;

import org.jspecify.annotations.NullMarked;

/** Regions, recovery and the other managed services. */
@NullMarked
package io.pilothouse.blueprints.review.platform;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.pilothouse.blueprints.review;

import org.jspecify.annotations.NullMarked;

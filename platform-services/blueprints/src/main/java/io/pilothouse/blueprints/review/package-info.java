/** Design review: what is wrong with a plan before anything runs. Pure; the date is a parameter. */
@NullMarked
package io.pilothouse.blueprints.review;

import org.jspecify.annotations.NullMarked;

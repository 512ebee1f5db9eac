/**
 * The language of rehearsals: what goes wrong and when, what a responder should see, what is right
 * to do, and what counts as solved. A scenario names roles; {@link
 * io.pilothouse.localtwin.scenario.Casting} fills them from a blueprint, so that one file fits
 * every system that has the parts.
 */
@NullMarked
package io.pilothouse.localtwin.scenario;

import org.jspecify.annotations.NullMarked;

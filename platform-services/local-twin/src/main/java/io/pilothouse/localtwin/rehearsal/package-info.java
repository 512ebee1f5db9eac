/**
 * Plays a scenario on a running twin, watches through the product's own session what it shows and
 * when, lets a scripted responder act by the ways that an operator has, and measures: signal,
 * cause, action, recovery, rows lost.
 */
@NullMarked
package io.pilothouse.localtwin.rehearsal;

import org.jspecify.annotations.NullMarked;

/** Intents, plans, guards, runs: what may be done and what was done. */
@NullMarked
package io.pilothouse.sharedmodel.action;

import org.jspecify.annotations.NullMarked;

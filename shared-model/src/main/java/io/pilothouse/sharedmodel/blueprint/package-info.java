/** What a team means its system to be: typed intent, read from its own document. */
@NullMarked
package io.pilothouse.sharedmodel.blueprint;

import org.jspecify.annotations.NullMarked;

/** Why a system is not healthy: causes, with what speaks for each. */
@NullMarked
package io.pilothouse.sharedmodel.diagnosis;

import org.jspecify.annotations.NullMarked;

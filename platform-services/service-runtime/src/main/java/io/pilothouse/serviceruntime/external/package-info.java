/**
 * Calls to systems of others: in time, a few at once, tried again where that helps, and not at all
 * while they keep failing.
 */
@NullMarked
package io.pilothouse.serviceruntime.external;

import org.jspecify.annotations.NullMarked;

/**
 * What a domain service is built on: two-tier cache, breakers, primary and replica routing,
 * metrics.
 */
@NullMarked
package io.pilothouse.serviceruntime;

import org.jspecify.annotations.NullMarked;

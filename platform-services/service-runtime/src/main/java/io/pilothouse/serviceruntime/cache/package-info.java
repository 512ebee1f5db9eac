/**
 * Two-tier cache-aside: a local tier in the process, a shared tier in Redis, the source of truth
 * behind.
 */
@NullMarked
package io.pilothouse.serviceruntime.cache;

import org.jspecify.annotations.NullMarked;

/**
 * One deployable that is any service of a blueprint: its resources, database, cache, queues,
 * workers and calls.
 */
@NullMarked
package io.pilothouse.domainservice;

import org.jspecify.annotations.NullMarked;

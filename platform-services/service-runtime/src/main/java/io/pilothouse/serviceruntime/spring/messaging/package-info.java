/**
 * A service's queues in Spring: handlers bound by properties, and an outbox in its transactions.
 */
@NullMarked
package io.pilothouse.serviceruntime.spring.messaging;

import org.jspecify.annotations.NullMarked;

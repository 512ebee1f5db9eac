/**
 * An AMQP 1.0 broker that stands for a Service Bus namespace: what the Service Bus client sends to
 * it is kept, locked, delivered again and dead-lettered as Service Bus documents it.
 */
@NullMarked
package io.pilothouse.localtwin.broker;

import org.jspecify.annotations.NullMarked;

/**
 * Messages between services over Service Bus: sent once, handled once, put aside when they cannot
 * be handled.
 */
@NullMarked
package io.pilothouse.serviceruntime.messaging;

import org.jspecify.annotations.NullMarked;

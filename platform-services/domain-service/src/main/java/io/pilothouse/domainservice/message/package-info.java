/** The service's queues: what is sent with a transaction, and who works off what comes. */
@NullMarked
package io.pilothouse.domainservice.message;

import org.jspecify.annotations.NullMarked;

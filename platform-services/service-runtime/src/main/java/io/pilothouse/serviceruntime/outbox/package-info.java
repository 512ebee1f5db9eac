/**
 * Messages and the database in one: what is sent with a transaction, and what is handled with one.
 */
@NullMarked
package io.pilothouse.serviceruntime.outbox;

import org.jspecify.annotations.NullMarked;

/** A service's database in Spring: routing by read-only transactions, read-your-writes, retries. */
@NullMarked
package io.pilothouse.serviceruntime.spring.data;

import org.jspecify.annotations.NullMarked;

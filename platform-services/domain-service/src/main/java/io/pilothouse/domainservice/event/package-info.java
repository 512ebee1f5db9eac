/** What services tell each other by message. */
@NullMarked
package io.pilothouse.domainservice.event;

import org.jspecify.annotations.NullMarked;

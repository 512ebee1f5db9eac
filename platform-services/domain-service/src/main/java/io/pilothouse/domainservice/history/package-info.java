/** What happened to resources, written down after the fact. */
@NullMarked
package io.pilothouse.domainservice.history;

import org.jspecify.annotations.NullMarked;

/** What a Spring service shows of itself: figures, traces, logs, probes, and how it leaves. */
@NullMarked
package io.pilothouse.serviceruntime.spring.observability;

import org.jspecify.annotations.NullMarked;

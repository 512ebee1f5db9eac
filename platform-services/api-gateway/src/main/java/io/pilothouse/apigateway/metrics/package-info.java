/** What the gateway counts of itself, under the names that dashboards and autoscalers read. */
@NullMarked
package io.pilothouse.apigateway.metrics;

import org.jspecify.annotations.NullMarked;

/** Whether a service can do its work, judged so that it does not flap. */
@NullMarked
package io.pilothouse.serviceruntime.readiness;

import org.jspecify.annotations.NullMarked;

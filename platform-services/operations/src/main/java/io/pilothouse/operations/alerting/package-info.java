/** Alert rules, evaluated over readings. Pure. */
@NullMarked
package io.pilothouse.operations.alerting;

import org.jspecify.annotations.NullMarked;

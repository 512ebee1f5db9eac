/** Alerts: rules evaluated to states. */
@NullMarked
package io.pilothouse.sharedmodel.alert;

import org.jspecify.annotations.NullMarked;

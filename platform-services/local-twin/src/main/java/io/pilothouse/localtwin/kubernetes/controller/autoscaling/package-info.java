/** The HorizontalPodAutoscaler. */
@NullMarked
package io.pilothouse.localtwin.kubernetes.controller.autoscaling;

import org.jspecify.annotations.NullMarked;

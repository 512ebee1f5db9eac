/**
 * Kubernetes objects as JSON trees, and the vocabulary that every part of the control plane reads
 * them with.
 */
@NullMarked
package io.pilothouse.localtwin.kubernetes.model;

import org.jspecify.annotations.NullMarked;

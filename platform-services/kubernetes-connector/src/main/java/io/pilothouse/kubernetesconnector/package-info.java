/** Observes and acts on a Kubernetes cluster through fabric8. */
@NullMarked
package io.pilothouse.kubernetesconnector;

import org.jspecify.annotations.NullMarked;

/** The stand-in for the nodes' kubelets: what becomes of a pod once it has a node. */
@NullMarked
package io.pilothouse.localtwin.kubernetes.controller.kubelet;

import org.jspecify.annotations.NullMarked;

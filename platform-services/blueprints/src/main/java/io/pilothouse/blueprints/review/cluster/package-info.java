/** What AKS and Kubernetes do not offer, and workloads that do not fit. */
@NullMarked
package io.pilothouse.blueprints.review.cluster;

import org.jspecify.annotations.NullMarked;

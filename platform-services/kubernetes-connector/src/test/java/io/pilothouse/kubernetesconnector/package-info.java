@NullMarked
package io.pilothouse.kubernetesconnector;

import org.jspecify.annotations.NullMarked;

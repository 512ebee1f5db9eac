/** From a blueprint to a running system. */
@NullMarked
package io.pilothouse.deployer;

import org.jspecify.annotations.NullMarked;

/** Azure's resource manager, as a deployment speaks to it. */
@NullMarked
package io.pilothouse.deployer.azure;

import org.jspecify.annotations.NullMarked;

/** What a deployment would change, and in which order. */
@NullMarked
package io.pilothouse.deployer.plan;

import org.jspecify.annotations.NullMarked;

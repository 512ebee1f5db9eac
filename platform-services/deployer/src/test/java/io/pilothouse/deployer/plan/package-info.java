@NullMarked
package io.pilothouse.deployer.plan;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.pilothouse.deployer.cost;

import org.jspecify.annotations.NullMarked;

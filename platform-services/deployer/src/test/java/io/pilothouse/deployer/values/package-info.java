@NullMarked
package io.pilothouse.deployer.values;

import org.jspecify.annotations.NullMarked;

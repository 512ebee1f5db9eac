@NullMarked
package io.pilothouse.deployer.run;

import org.jspecify.annotations.NullMarked;

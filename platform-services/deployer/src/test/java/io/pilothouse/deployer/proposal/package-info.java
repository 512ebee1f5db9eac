@NullMarked
package io.pilothouse.deployer.proposal;

import org.jspecify.annotations.NullMarked;

/** What a system costs in a month, beside what its document says. */
@NullMarked
package io.pilothouse.deployer.cost;

import org.jspecify.annotations.NullMarked;

/** What the chart of a system is given, from its blueprint; pure. */
@NullMarked
package io.pilothouse.deployer.values;

import org.jspecify.annotations.NullMarked;

/** What the engine needs of the outside; connectors implement it. */
@NullMarked
package io.pilothouse.operations.port;

import org.jspecify.annotations.NullMarked;

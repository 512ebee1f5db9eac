@NullMarked
package io.pilothouse.blueprints;

import org.jspecify.annotations.NullMarked;

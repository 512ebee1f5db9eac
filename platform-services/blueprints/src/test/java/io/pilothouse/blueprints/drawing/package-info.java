@NullMarked
package io.pilothouse.blueprints.drawing;

import org.jspecify.annotations.NullMarked;

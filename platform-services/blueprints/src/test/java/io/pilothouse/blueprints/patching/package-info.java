@NullMarked
package io.pilothouse.blueprints.patching;

import org.jspecify.annotations.NullMarked;

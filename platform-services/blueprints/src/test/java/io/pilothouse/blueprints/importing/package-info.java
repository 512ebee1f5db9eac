@NullMarked
package io.pilothouse.blueprints.importing;

import org.jspecify.annotations.NullMarked;

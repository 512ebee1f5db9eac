@NullMarked
package io.pilothouse.blueprints.markdown;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.pilothouse.blueprints.text;

import org.jspecify.annotations.NullMarked;

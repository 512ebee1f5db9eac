@NullMarked
package io.pilothouse.blueprints.adopting;

import org.jspecify.annotations.NullMarked;

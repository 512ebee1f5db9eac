@NullMarked
package io.pilothouse.blueprints.dictionary;

import org.jspecify.annotations.NullMarked;

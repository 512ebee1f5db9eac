@NullMarked
package io.pilothouse.blueprints.mermaid;

import org.jspecify.annotations.NullMarked;

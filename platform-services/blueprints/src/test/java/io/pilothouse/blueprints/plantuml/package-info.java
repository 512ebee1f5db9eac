@NullMarked
package io.pilothouse.blueprints.plantuml;

import org.jspecify.annotations.NullMarked;

/**
 * Reads headings, tables, YAML fragments and bullets of Markdown, also where a browser flattened
 * them.
 */
@NullMarked
package io.pilothouse.blueprints.markdown;

import org.jspecify.annotations.NullMarked;

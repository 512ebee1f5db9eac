/**
 * A subset of Kusto's query language over JSON rows, as Azure Resource Graph understands it. What
 * is not understood is refused with its place; nothing is skipped.
 */
@NullMarked
package io.pilothouse.localtwin.azure.kusto;

import org.jspecify.annotations.NullMarked;

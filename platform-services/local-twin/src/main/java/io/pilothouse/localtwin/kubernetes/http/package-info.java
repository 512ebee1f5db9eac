/** The documented HTTP boundary: paths, discovery, tables, watches, Status bodies. */
@NullMarked
package io.pilothouse.localtwin.kubernetes.http;

import org.jspecify.annotations.NullMarked;

/**
 * The way in for whoever rehearses: over loopback, faults of a running twin are begun, mended and
 * listed. They are held by a lease, so that a rehearsal that dies leaves a healthy twin behind.
 */
@NullMarked
package io.pilothouse.localtwin.control;

import org.jspecify.annotations.NullMarked;

/**
 * What can go wrong in a running twin on purpose. A fault is done to the real part that it is about
 * (a process is killed, a link slowed, a release broken), can be mended at any moment, and leaves
 * the twin as it was before.
 */
@NullMarked
package io.pilothouse.localtwin.fault;

import org.jspecify.annotations.NullMarked;

/**
 * Where a twin's notifications end: a mail server and an HTTP server on the loopback interface that
 * take what Azure's action groups send, keep it and show it. Nothing leaves the machine.
 */
@NullMarked
package io.pilothouse.localtwin.notification;

import org.jspecify.annotations.NullMarked;

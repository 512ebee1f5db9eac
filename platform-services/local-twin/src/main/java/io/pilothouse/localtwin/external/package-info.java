/**
 * The systems of others that the services call, played over HTTP on loopback: they answer what they
 * are asked, and can be made slow, wrong or dead while the twin runs.
 */
@NullMarked
package io.pilothouse.localtwin.external;

import org.jspecify.annotations.NullMarked;

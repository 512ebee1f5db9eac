/**
 * Says why a system is not healthy: pure rules over the estate, its history, the document and what
 * was said before, each of which knows one kind of cause.
 *
 * <p>A cause is the component at fault, not the one that suffers. Rules run from the deepest kind
 * to the shallowest, as {@link io.pilothouse.operations.diagnosis.Kind} lists them, and see what
 * was found before them: a rule that could only repeat in other words what a deeper cause explains
 * says nothing (a release is not blamed for errors that come from a dead primary). What a deeper
 * cause explains and what has a remedy of its own stays and is listed after it: a zone that is down
 * explains its primary, and the primary can be failed over. So the list reads from the root to the
 * leaves; among causes that nothing explains, certainty decides, then depth. Nothing is concluded
 * from a source that is lost, nor from a value that is too old.
 */
@NullMarked
package io.pilothouse.operations.diagnosis;

import org.jspecify.annotations.NullMarked;

/** Design held against live: differences, what could not be checked, and what is ambiguous. */
@NullMarked
package io.pilothouse.sharedmodel.conformance;

import org.jspecify.annotations.NullMarked;

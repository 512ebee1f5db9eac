/**
 * Design held against live: absent, undeclared, different, and what nobody can check. Pure and
 * incremental.
 */
@NullMarked
package io.pilothouse.operations.conformance;

import org.jspecify.annotations.NullMarked;

/**
 * The judgement: live resources bound to components, their facts, and why they are not normal.
 * Pure.
 */
@NullMarked
package io.pilothouse.operations.health;

import org.jspecify.annotations.NullMarked;

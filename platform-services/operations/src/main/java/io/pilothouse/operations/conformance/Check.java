package io.pilothouse.operations.conformance;

import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.Resource;

/**
 * Holds one aspect of a declared component against the live resource that it is. Pure.
 *
 * @param <C> what the blueprint declares
 * @param <R> what it is live
 */
interface Check<C, R extends Resource> {
  void check(C declared, Observed<R> live, LiveSide side, Comparison say);
}

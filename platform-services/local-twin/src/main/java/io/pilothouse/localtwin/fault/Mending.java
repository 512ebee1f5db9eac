package io.pilothouse.localtwin.fault;

/**
 * Undoes a fault. May be called at any moment and from any thread, also when the fault has ended by
 * itself meanwhile, and more than once; then it does nothing.
 */
@FunctionalInterface
public interface Mending {
  void mend();
}

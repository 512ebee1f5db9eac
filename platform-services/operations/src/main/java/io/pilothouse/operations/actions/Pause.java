package io.pilothouse.operations.actions;

import java.time.Duration;

/** How a run waits between two looks at a platform. */
@FunctionalInterface
public interface Pause {
  /**
   * Returns after about this long.
   *
   * @throws InterruptedException if the session ends meanwhile; the run stays journaled as it is
   */
  void about(Duration time) throws InterruptedException;
}

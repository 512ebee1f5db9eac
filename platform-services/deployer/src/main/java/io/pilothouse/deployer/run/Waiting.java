package io.pilothouse.deployer.run;

import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks again and again for what has to come, ever more seldom, until its time is up or somebody
 * wants it to end.
 */
final class Waiting {
  private static final Duration FIRST = Duration.ofMillis(300);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private final Clock clock;
  private final CountDownLatch stop;

  /**
   * @param stop counted down when nobody waits any more
   */
  Waiting(Clock clock, CountDownLatch stop) {
    this.clock = clock;
    this.stop = stop;
  }

  /**
   * What a look finds.
   *
   * @param what said when it does not come
   * @throws DeployException if it does not come in time
   */
  <T> T until(Duration limit, Sentence what, Supplier<Optional<T>> look) {
    Instant end = clock.instant().plus(limit);
    Duration pause = FIRST;
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (!clock.instant().isBefore(end)) {
        throw new DeployException(
            DeployException.Kind.FAILED, Sentence.of("deploy.late", what, limit));
      }
      try {
        if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          throw stopped();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw stopped();
      }
      Duration longer = pause.multipliedBy(5).dividedBy(4);
      pause = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }
  }

  private static DeployException stopped() {
    return new DeployException(DeployException.Kind.FAILED, Sentence.of("deploy.stopped"));
  }
}

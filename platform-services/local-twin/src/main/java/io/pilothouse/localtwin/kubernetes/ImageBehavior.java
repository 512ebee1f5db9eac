package io.pilothouse.localtwin.kubernetes;

import java.time.Duration;
import java.util.List;

/** What an image does when a node starts it. */
public sealed interface ImageBehavior {

  /** The container runs and answers its readiness probe after a while. */
  record Serves(Duration untilReady) implements ImageBehavior {}

  /**
   * The container exits by itself again and again.
   *
   * @param after time from start to exit
   * @param exitCode its exit code, not 0
   * @param lastWords what it prints before it exits
   */
  record Crashes(Duration after, int exitCode, List<String> lastWords) implements ImageBehavior {
    public Crashes {
      lastWords = List.copyOf(lastWords);
    }
  }

  /**
   * The container does its work and exits with 0, as a job's does.
   *
   * @param after time from start to exit
   * @param lastWords what it prints before it exits
   */
  record Completes(Duration after, List<String> lastWords) implements ImageBehavior {
    public Completes {
      lastWords = List.copyOf(lastWords);
    }
  }

  /** The container runs, but its readiness probe fails with this message. */
  record NeverReady(String probeFailure) implements ImageBehavior {}

  /** The registry has no such image. */
  record CannotBePulled() implements ImageBehavior {}

  /** An image that serves after a second and a half, as a small service does. */
  static ImageBehavior serves() {
    return new Serves(Duration.ofMillis(1500));
  }

  /** An image that dies two seconds after its start with these last lines. */
  static ImageBehavior crashes(String... lastWords) {
    return new Crashes(Duration.ofSeconds(2), 1, List.of(lastWords));
  }
}

package io.pilothouse.localtwin.load;

import java.util.regex.Pattern;

/**
 * What a release does with the requests that its pods take. The registry of the twin holds every
 * release with a plain version as tag; a suffix makes a bad one of it, so that a rollout can go
 * wrong in a chosen way: {@code 2.4.0-crash}, {@code -unready}, {@code -slow}, {@code -errors}.
 */
public sealed interface ReleaseBehavior {

  /** Serves. */
  record Sound() implements ReleaseBehavior {}

  /**
   * Serves, at a multiple of the processor time.
   *
   * @param factor the multiple
   */
  record Slow(double factor) implements ReleaseBehavior {}

  /**
   * Fails some requests.
   *
   * @param share the part that fails, 0 to 1
   */
  record Failing(double share) implements ReleaseBehavior {}

  /** Ends shortly after its start, again and again. */
  record Crashing() implements ReleaseBehavior {}

  /** Runs but never becomes ready. */
  record NeverReady() implements ReleaseBehavior {}

  /** Not in the registry. */
  record Missing() implements ReleaseBehavior {}

  /** A tag that the registry holds. */
  Pattern TAG = Pattern.compile("\\d+\\.\\d+\\.\\d+(?:-(crash|unready|slow|errors))?");

  /** What the release of a service's image reference does. */
  static ReleaseBehavior ofImage(String image) {
    var tag = TAG.matcher(image.substring(image.lastIndexOf(':') + 1));
    if (!tag.matches()) {
      return new Missing();
    }
    return switch (tag.group(1)) {
      case "crash" -> new Crashing();
      case "unready" -> new NeverReady();
      case "slow" -> new Slow(8);
      case "errors" -> new Failing(0.3);
      case null, default -> new Sound();
    };
  }
}

package io.pilothouse.deployer.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What applying came to.
 *
 * @param result in one word, for scripts
 * @param resumed whether an earlier run was gone on with
 * @param steps what was done, in order, with how long it took
 * @param binding resource ids by the blueprint's component
 */
public record Outcome(
    String run, Result result, boolean resumed, List<Step> steps, Map<String, String> binding) {
  /** How it ended. */
  public enum Result {
    /** All is as the plan says. */
    APPLIED,
    /** It was before. */
    NOTHING_TO_DO,
    /** Nobody agreed. */
    DECLINED,
    /** There are changes that nobody has seen; they are the stored plan now. */
    DRIFTED
  }

  /** One step. */
  public record Step(String name, Duration took) {}

  public Outcome {
    steps = List.copyOf(steps);
    binding = Map.copyOf(binding);
  }
}

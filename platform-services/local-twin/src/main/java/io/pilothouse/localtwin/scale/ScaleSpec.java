package io.pilothouse.localtwin.scale;

/**
 * How large a synthetic estate is.
 *
 * @param nodes 1 to 5,000
 * @param pods 0 to 100,000, spread evenly over nodes and over Deployments of twenty
 * @param changesPerSecond pods that come, go or change their status each second, 0 to 10,000
 */
public record ScaleSpec(int nodes, int pods, int changesPerSecond) {
  private static final int MOST_NODES = 5_000;
  private static final int MOST_PODS = 100_000;
  private static final int MOST_CHANGES = 10_000;

  public ScaleSpec {
    within("nodes", nodes, 1, MOST_NODES);
    within("pods", pods, 0, MOST_PODS);
    within("changesPerSecond", changesPerSecond, 0, MOST_CHANGES);
  }

  private static void within(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " of a synthetic estate: " + least + " to " + most + ", got " + value);
    }
  }
}

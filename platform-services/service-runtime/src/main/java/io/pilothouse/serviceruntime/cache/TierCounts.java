package io.pilothouse.serviceruntime.cache;

/**
 * What became of the reads of one pattern, counted since the start. Each read is counted exactly
 * once in one of the four figures.
 *
 * @param localHits answered by the process's own tier
 * @param sharedHits answered by Redis
 * @param loads answered by the source of truth: a miss in both tiers
 * @param joined answered by a load or a shared read that another caller had under way
 */
public record TierCounts(long localHits, long sharedHits, long loads, long joined) {

  /** Nothing counted. */
  public static final TierCounts NONE = new TierCounts(0, 0, 0, 0);

  /** All reads. */
  public long reads() {
    return localHits + sharedHits + loads + joined;
  }

  /**
   * The share of reads that a tier answered, 0 to 1; 0 when nothing was read. A joined read counts
   * as no hit: the value was not in the cache when it was asked for.
   */
  public double hitRatio() {
    long reads = reads();
    return reads == 0 ? 0 : (double) (localHits + sharedHits) / reads;
  }

  public TierCounts plus(TierCounts other) {
    return new TierCounts(
        localHits + other.localHits,
        sharedHits + other.sharedHits,
        loads + other.loads,
        joined + other.joined);
  }

  /** What was counted since an earlier reading. */
  public TierCounts since(TierCounts earlier) {
    return new TierCounts(
        localHits - earlier.localHits,
        sharedHits - earlier.sharedHits,
        loads - earlier.loads,
        joined - earlier.joined);
  }
}

package io.pilothouse.serviceruntime.cache;

/**
 * What a cache did about stale values since its start.
 *
 * @param staleReads reads answered by a value beyond its time to live; they count as hits
 * @param refreshes values loaded anew in the background
 * @param failed background loads that failed, so that the stale value stayed
 * @param postponed background loads not begun, because as many ran as may
 */
public record RefreshCounts(long staleReads, long refreshes, long failed, long postponed) {

  /** Nothing counted. */
  public static final RefreshCounts NONE = new RefreshCounts(0, 0, 0, 0);

  public RefreshCounts plus(RefreshCounts other) {
    return new RefreshCounts(
        staleReads + other.staleReads,
        refreshes + other.refreshes,
        failed + other.failed,
        postponed + other.postponed);
  }
}

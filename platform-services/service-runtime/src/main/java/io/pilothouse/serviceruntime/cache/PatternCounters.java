package io.pilothouse.serviceruntime.cache;

import java.util.concurrent.atomic.LongAdder;

/** The counters behind {@link TierCounts}, of one pattern. */
final class PatternCounters {

  final LongAdder localHits = new LongAdder();
  final LongAdder sharedHits = new LongAdder();
  final LongAdder loads = new LongAdder();
  final LongAdder joined = new LongAdder();

  TierCounts counts() {
    return new TierCounts(localHits.sum(), sharedHits.sum(), loads.sum(), joined.sum());
  }
}

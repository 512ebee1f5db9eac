package io.pilothouse.localtwin.fault;

import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.load.SimulatedService;
import io.pilothouse.localtwin.redis.RedisCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A region without its data services: the PostgreSQL processes that stand there are killed, and
 * again whenever a control plane that does not know better starts one; the caches' processes are
 * held down; the cluster's API and the region's metrics host answer nobody. Who asks from elsewhere
 * cannot tell that from nodes without power; the pods go on, so that it is seen what they make of
 * it.
 */
final class RegionLoss {
  private static final Logger LOG = LoggerFactory.getLogger(RegionLoss.class);

  private final String region;
  private final HeldDown servers;
  private final AtomicBoolean lost = new AtomicBoolean(true);
  private final List<RedisCluster> caches = new ArrayList<>();

  private RegionLoss(String region) {
    this.region = region;
    this.servers = new HeldDown(member -> member.location().equals(region));
  }

  static Mending inject(LocalTwin twin, FaultArguments arguments) {
    var loss = new RegionLoss(arguments.text("region").toLowerCase(Locale.ROOT));
    for (var declared : twin.blueprint().databaseServers()) {
      loss.servers.take(twin.postgres(declared.resourceName()));
    }
    if (loss.holdsCluster(twin)) {
      twin.blueprint().caches().forEach(cache -> loss.take(twin.redis(cache.resourceName())));
    }
    if (loss.servers.isEmpty() && loss.caches.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing of this system stands in region '" + loss.region + "'");
    }
    if (twin.endpoints().azureEndpoint().isPresent()) {
      twin.azure().faults().loseRegion(loss.region);
    }
    if (loss.holdsCluster(twin)) {
      twin.kubernetes().faults().cutApi();
    }
    return () -> loss.mend(twin);
  }

  private boolean holdsCluster(LocalTwin twin) {
    return region.equals(twin.blueprint().region().primary());
  }

  private void take(RedisCluster cache) {
    caches.add(cache);
    for (int shard = 0; shard < cache.spec().shards(); shard++) {
      cache.killShard(shard);
    }
  }

  private synchronized void mend(LocalTwin twin) {
    if (!lost.compareAndSet(true, false)) {
      return;
    }
    if (holdsCluster(twin)) {
      twin.kubernetes().faults().restoreApi();
    }
    if (twin.endpoints().azureEndpoint().isPresent()) {
      twin.azure().faults().mendRegion(region);
    }
    caches.forEach(RedisCluster::mend);
    servers.release();
    if (!caches.isEmpty()) {
      // Memory was lost with the region; at night visitors alone would warm it for many minutes.
      twin.services().ifPresent(load -> load.services().forEach(SimulatedService::warm));
    }
    LOG.info("region={} is back", region);
  }
}

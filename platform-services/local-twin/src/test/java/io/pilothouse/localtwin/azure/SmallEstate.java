package io.pilothouse.localtwin.azure;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A primary with a smaller replica, a lone server and a cluster; effects wait for the gate. */
final class SmallEstate implements AzureEstate, AzureEffects {
  final CountDownLatch gate = new CountDownLatch(1);
  final List<String> done = new CopyOnWriteArrayList<>();
  final ToldReceivers told = new ToldReceivers();

  private static ServerFacts server(
      String name, String sku, String availability, String role, Optional<String> source) {
    return new ServerFacts(
        name,
        "koreacentral",
        "15",
        sku,
        "GeneralPurpose",
        128,
        7,
        false,
        "operator",
        "Ready",
        Optional.of("1"),
        availability,
        availability.equals("Disabled") ? "NotEnabled" : "Healthy",
        Optional.empty(),
        role,
        source,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public AzureScope scope() {
    return new AzureScope("sub-1", "tenant-1", "rg-one", "koreacentral");
  }

  @Override
  public List<ServerFacts> servers() {
    return List.of(
        server("db", "Standard_D4s_v3", "ZoneRedundant", "Primary", Optional.empty()),
        server("replica", "Standard_D2s_v3", "Disabled", "AsyncReplica", Optional.of("db")),
        server("alone", "Standard_D2s_v3", "Disabled", "Primary", Optional.empty()));
  }

  @Override
  public List<CacheFacts> caches() {
    return List.of();
  }

  @Override
  public List<ClusterFacts> clusters() {
    return List.of(
        new ClusterFacts(
            "aks",
            "koreacentral",
            "1.29",
            "Standard",
            "Succeeded",
            "Running",
            true,
            List.of(
                new ClusterFacts.Pool(
                    "app",
                    "User",
                    "Standard_D4s_v3",
                    2,
                    true,
                    2,
                    4,
                    List.of(),
                    List.of(),
                    "Succeeded")),
            List.of(
                new ClusterFacts.NodeUse("node-1", "app", 20, 40),
                new ClusterFacts.NodeUse("node-2", "app", 60, 50)),
            Map.of("Running", 8, "Pending", 1)));
  }

  private void effect(String what) throws InterruptedException {
    gate.await();
    done.add(what);
  }

  @Override
  public void failOver(String server, Failover mode) throws InterruptedException {
    effect("failOver " + server + " " + mode);
  }

  @Override
  public void restart(String server) throws InterruptedException {
    effect("restart " + server);
  }

  @Override
  public void promoteStandalone(String replica, Failover mode) throws InterruptedException {
    effect("promoteStandalone " + replica + " " + mode);
  }

  @Override
  public void promoteSwitchover(String replica, Failover mode) throws InterruptedException {
    effect("promoteSwitchover " + replica + " " + mode);
  }

  @Override
  public void stop(String server) throws InterruptedException {
    effect("stop " + server);
  }

  @Override
  public void start(String server) throws InterruptedException {
    effect("start " + server);
  }

  @Override
  public void growStorage(String server, int gigabytes) throws InterruptedException {
    effect("growStorage " + server + " " + gigabytes);
  }

  @Override
  public void scalePool(String pool, PoolScale scale) throws InterruptedException {
    effect("scalePool " + pool + " " + scale);
  }

  @Override
  public void rebootCache(String cache, CacheNodes nodes) throws InterruptedException {
    effect("rebootCache " + cache + " " + nodes);
  }
}

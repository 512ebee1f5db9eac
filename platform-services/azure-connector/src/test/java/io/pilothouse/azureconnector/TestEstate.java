package io.pilothouse.azureconnector;

import io.pilothouse.localtwin.azure.AzureEffects;
import io.pilothouse.localtwin.azure.AzureEndpoint;
import io.pilothouse.localtwin.azure.AzureEstate;
import io.pilothouse.localtwin.azure.AzureScope;
import io.pilothouse.localtwin.azure.AzureTokens;
import io.pilothouse.localtwin.azure.CacheFacts;
import io.pilothouse.localtwin.azure.ClusterFacts;
import io.pilothouse.localtwin.azure.CostLine;
import io.pilothouse.localtwin.azure.ServerFacts;
import io.pilothouse.localtwin.notification.Notification;
import io.pilothouse.localtwin.notification.NotificationSinks;
import io.pilothouse.sharedmodel.estate.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A small estate behind the twin's real Azure endpoint; its effects do what the test says. */
final class TestEstate implements AzureEstate, AzureEffects, AutoCloseable {
  static final AzureScope SCOPE =
      new AzureScope("00000000-0000-0000-0000-000000000001", "tenant", "rg-test", "koreacentral");
  final List<ServerFacts> servers = new CopyOnWriteArrayList<>();
  final List<CacheFacts> caches = new CopyOnWriteArrayList<>();
  final List<ClusterFacts> clusters = new CopyOnWriteArrayList<>();
  final List<String> done = new CopyOnWriteArrayList<>();
  final List<CostLine> costs = new CopyOnWriteArrayList<>();
  volatile String kubeconfig = "";
  private final AzureTokens tokens = AzureTokens.random();
  private final NotificationSinks sinks;
  private final AzureEndpoint endpoint;
  private final Path folder;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile Optional<String> failure = Optional.empty();
  private volatile Optional<RealPostgres> postgres = Optional.empty();

  TestEstate(Path folder) throws IOException {
    this.folder = folder;
    this.sinks = NotificationSinks.start(Clock.systemUTC());
    this.endpoint = AzureEndpoint.start(this, this, tokens, sinks.channels(), Clock.systemUTC());
  }

  static ServerFacts server(String name) {
    return new ServerFacts(
        name,
        "koreacentral",
        "15",
        "Standard_D4s_v3",
        "GeneralPurpose",
        128,
        7,
        true,
        "operator",
        "Ready",
        Optional.of("1"),
        "ZoneRedundant",
        "Healthy",
        Optional.of("2"),
        "Primary",
        Optional.empty(),
        Instant.parse("2026-01-01T00:00:00Z"),
        Optional.empty(),
        Optional.empty());
  }

  static ServerFacts inState(String name, String state) {
    ServerFacts s = server(name);
    return new ServerFacts(
        name,
        s.location(),
        s.version(),
        s.skuName(),
        s.skuTier(),
        s.storageGigabytes(),
        s.backupRetentionDays(),
        s.geoRedundantBackup(),
        s.administratorLogin(),
        state,
        s.zone(),
        s.highAvailabilityMode(),
        s.highAvailabilityState(),
        s.standbyZone(),
        s.replicationRole(),
        Optional.empty(),
        s.createdAt(),
        Optional.empty(),
        Optional.empty());
  }

  static ServerFacts withoutStandby(String name) {
    ServerFacts s = server(name);
    return new ServerFacts(
        name,
        s.location(),
        s.version(),
        s.skuName(),
        s.skuTier(),
        s.storageGigabytes(),
        s.backupRetentionDays(),
        s.geoRedundantBackup(),
        s.administratorLogin(),
        s.state(),
        s.zone(),
        "Disabled",
        "NotEnabled",
        Optional.empty(),
        s.replicationRole(),
        Optional.empty(),
        s.createdAt(),
        Optional.empty(),
        Optional.empty());
  }

  static CacheFacts cache(String name) {
    return new CacheFacts(
        name,
        "koreacentral",
        "Premium",
        "P",
        2,
        "Succeeded",
        "6.0",
        Optional.of(3),
        1,
        List.of("1", "2"),
        List.of(),
        0,
        true);
  }

  static ClusterFacts cluster(String name) {
    return new ClusterFacts(
        name,
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
                3,
                true,
                3,
                10,
                List.of("1", "2", "3"),
                List.of(),
                "Succeeded")),
        List.of(
            new ClusterFacts.NodeUse("node-1", "app", 20, 40),
            new ClusterFacts.NodeUse("node-2", "app", 60, 50)),
        Map.of("Running", 8, "Pending", 1));
  }

  AzureEndpoint endpoint() {
    return endpoint;
  }

  /** What arrived by mail, webhook and text message. */
  List<Notification> notifications() {
    return sinks.all();
  }

  /** A connection with the rights of Contributor. */
  AzureConnection connection() {
    return connection(tokens.operator());
  }

  /** A connection that may only read. */
  AzureConnection readerConnection() {
    return connection(tokens.reader());
  }

  AzureConnection connection(String token) {
    return AzureConnection.of(target(token), Clock.systemUTC());
  }

  Connection.Azure target(String token) {
    try {
      Path file = Files.createTempFile(folder, "token", "");
      Files.writeString(file, token);
      return new Connection.Azure(
          SCOPE.subscription(),
          Optional.empty(),
          SCOPE.resourceGroup(),
          Optional.of(endpoint.url().toString()),
          Optional.of(file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Real servers are listed, and failed over, from now on. */
  void host(RealPostgres real) {
    postgres = Optional.of(real);
  }

  /** Effects from now on wait until {@link #letEffectsEnd}. */
  void holdEffects() {
    gate = new CountDownLatch(1);
  }

  void letEffectsEnd() {
    gate.countDown();
  }

  /** Effects from now on fail with these words. */
  void failEffects(String words) {
    failure = Optional.of(words);
  }

  private void effect(String what) throws EffectFailedException, InterruptedException {
    done.add(what);
    gate.await();
    if (failure.isPresent()) {
      throw new EffectFailedException(failure.get());
    }
  }

  @Override
  public AzureScope scope() {
    return SCOPE;
  }

  @Override
  public List<ServerFacts> servers() {
    var all = new ArrayList<>(servers);
    postgres.ifPresent(p -> all.addAll(p.facts()));
    return all;
  }

  @Override
  public List<CacheFacts> caches() {
    return new ArrayList<>(caches);
  }

  @Override
  public List<ClusterFacts> clusters() {
    return new ArrayList<>(clusters);
  }

  @Override
  public Optional<String> kubeconfig(String cluster) {
    return Optional.of(kubeconfig);
  }

  @Override
  public List<CostLine> costs() {
    return costs;
  }

  @Override
  public void failOver(String server, Failover mode)
      throws EffectFailedException, InterruptedException {
    effect("failOver " + server + " " + mode);
    if (postgres.isPresent()) {
      postgres.get().failOver(mode);
    }
  }

  @Override
  public void restart(String server) throws EffectFailedException, InterruptedException {
    effect("restart " + server);
  }

  @Override
  public void growStorage(String server, int gigabytes)
      throws EffectFailedException, InterruptedException {
    effect("growStorage " + server + " " + gigabytes);
  }

  @Override
  public void promoteStandalone(String replica, Failover mode)
      throws EffectFailedException, InterruptedException {
    effect("promoteStandalone " + replica + " " + mode);
  }

  @Override
  public void promoteSwitchover(String replica, Failover mode)
      throws EffectFailedException, InterruptedException {
    effect("promoteSwitchover " + replica + " " + mode);
  }

  @Override
  public void stop(String server) throws EffectFailedException, InterruptedException {
    effect("stop " + server);
  }

  @Override
  public void start(String server) throws EffectFailedException, InterruptedException {
    effect("start " + server);
  }

  @Override
  public void scalePool(String pool, PoolScale scale)
      throws EffectFailedException, InterruptedException {
    effect("scalePool " + pool + " " + scale);
  }

  @Override
  public void rebootCache(String cache, CacheNodes nodes)
      throws EffectFailedException, InterruptedException {
    effect("rebootCache " + cache + " " + nodes);
  }

  @Override
  public void close() {
    endpoint.close();
    sinks.close();
  }
}

package io.pilothouse.localtwin;

import io.pilothouse.localtwin.azure.AzureEstate;
import io.pilothouse.localtwin.azure.AzureScope;
import io.pilothouse.localtwin.azure.BrokerFacts;
import io.pilothouse.localtwin.azure.CacheFacts;
import io.pilothouse.localtwin.azure.ClusterFacts;
import io.pilothouse.localtwin.azure.CostLine;
import io.pilothouse.localtwin.azure.Measurement;
import io.pilothouse.localtwin.azure.ServerFacts;
import io.pilothouse.localtwin.landscape.CostLandscape;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.FlexibleServerState;
import io.pilothouse.localtwin.postgres.MemberLiveness;
import io.pilothouse.localtwin.postgres.MemberState;
import io.pilothouse.localtwin.postgres.ServerStatus;
import io.pilothouse.localtwin.redis.RedisNodeState;
import io.pilothouse.localtwin.redis.RedisRole;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.Cache;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The twin's processes in Azure's terms: what the documents declare, in the state that they are.
 */
final class AzureView implements AzureEstate {

  private final Blueprint blueprint;
  private final Processes processes;
  private final Supplier<ClusterFacts> cluster;
  private final AlertMeasures measures;
  private final Supplier<String> kubeconfig;
  private final Instant createdAt;
  private final AzureScope scope;
  private final BooleanSupplier clustered;

  AzureView(
      Blueprint blueprint,
      Processes processes,
      Supplier<ClusterFacts> cluster,
      AlertMeasures measures,
      Supplier<String> kubeconfig,
      Instant createdAt,
      BooleanSupplier clustered) {
    this.clustered = clustered;
    this.measures = measures;
    this.kubeconfig = kubeconfig;
    this.blueprint = blueprint;
    this.processes = processes;
    this.cluster = cluster;
    this.createdAt = createdAt;
    this.scope =
        new AzureScope(
            identity("subscription"),
            identity("tenant"),
            "rg-" + blueprint.system(),
            blueprint.region().primary());
  }

  @Override
  public AzureScope scope() {
    return scope;
  }

  @Override
  public List<ServerFacts> servers() {
    var all = new ArrayList<ServerFacts>();
    for (var declared : blueprint.databaseServers()) {
      if (!processes.has(declared.resourceName())) {
        continue;
      }
      var server = processes.server(declared.resourceName());
      var state = server.state();
      all.add(primary(declared, server, state));
      for (var replica : declared.replicas()) {
        all.add(replica(declared, replica, server, state));
      }
    }
    return all;
  }

  @Override
  public List<CacheFacts> caches() {
    return blueprint.caches().stream()
        .filter(declared -> processes.has(declared.resourceName()))
        .map(this::cache)
        .toList();
  }

  @Override
  public List<BrokerFacts> brokers() {
    return blueprint.messageBrokers().stream()
        .filter(declared -> processes.has(declared.resourceName()))
        .map(declared -> processes.broker(declared.resourceName()))
        .map(broker ->
            new BrokerFacts(broker.settings().name(), broker.connections(), broker.counts()))
        .toList();
  }

  @Override
  public List<ClusterFacts> clusters() {
    return clustered.getAsBoolean() ? List.of(cluster.get()) : List.of();
  }

  @Override
  public Optional<String> kubeconfig(String name) {
    return clustered.getAsBoolean() ? Optional.of(kubeconfig.get()) : Optional.empty();
  }

  @Override
  public List<CostLine> costs() {
    return new CostLandscape(blueprint, scope).lines();
  }

  @Override
  public List<Measurement> measured() {
    return measures.measured();
  }

  private ServerFacts primary(
      DatabaseServer declared, FlexibleServer server, FlexibleServerState state) {
    boolean ready = state.status() == ServerStatus.READY;
    return facts(
        declared,
        declared.resourceName(),
        declared.location(),
        declared.sku(),
        declared.tier(),
        azureState(state.status()),
        Optional.of(state.primary().zone()),
        declared.highAvailability(),
        state.highAvailability().azureName(),
        state.standby().map(MemberState::zone),
        declared.replicas().isEmpty() ? "None" : "Primary",
        Optional.empty(),
        ready ? Optional.of(server.administrator().jdbcUrl()) : Optional.empty(),
        server.storage().provisionedBytes());
  }

  private ServerFacts replica(
      DatabaseServer declared,
      DatabaseServer.Replica replica,
      FlexibleServer source,
      FlexibleServerState sourceState) {
    String name = replica.resourceName();
    var promoted = processes.promoted(name);
    var member =
        promoted.map(s -> s.state().primary()).or(() -> sourceState.member(name)).orElseThrow();
    boolean running = member.liveness() == MemberLiveness.RUNNING;
    var target =
        promoted
            .map(FlexibleServer::administrator)
            .orElseGet(() -> source.at(name, source.administrator()));
    boolean near = replica.location().equals(declared.location());
    return facts(
        declared,
        name,
        replica.location(),
        replica.sku(),
        replica.tier(),
        running ? "Ready" : "Inaccessible",
        Optional.of(member.zone()),
        "Disabled",
        "NotEnabled",
        Optional.empty(),
        promoted.isPresent() ? "None" : near ? "AsyncReplica" : "GeoAsyncReplica",
        promoted.isPresent() ? Optional.empty() : Optional.of(declared.resourceName()),
        running ? Optional.of(target.jdbcUrl()) : Optional.empty(),
        source.storage().provisionedBytes());
  }

  private ServerFacts facts(
      DatabaseServer declared,
      String name,
      String location,
      String sku,
      String tier,
      String state,
      Optional<String> zone,
      String highAvailability,
      String highAvailabilityState,
      Optional<String> standbyZone,
      String role,
      Optional<String> source,
      Optional<String> jdbcUrl,
      OptionalLong storageBytes) {
    return new ServerFacts(
        name,
        location,
        EstatePlan.version(declared),
        sku,
        tier,
        (int)
            Math.round(
                declared.storageGigabytes()
                    * processes.server(declared.resourceName()).storage().grown()),
        declared.backup().map(DatabaseServer.Backup::retentionDays).orElse(7),
        declared.backup().map(DatabaseServer.Backup::geoRedundant).orElse(false),
        processes.server(declared.resourceName()).spec().administratorLogin(),
        state,
        zone,
        highAvailability,
        highAvailabilityState,
        standbyZone,
        role,
        source,
        createdAt,
        Optional.empty(),
        jdbcUrl,
        storageBytes);
  }

  private CacheFacts cache(Cache declared) {
    var cluster = processes.cache(declared.resourceName());
    String capacity = declared.capacity().orElse("P1");
    var nodes = cluster.state();
    long primaries =
        nodes.stream()
            .filter(node -> node.alive() && node.role() == RedisRole.PRIMARY)
            .map(RedisNodeState::shard)
            .distinct()
            .count();
    return new CacheFacts(
        declared.resourceName(),
        scope.location(),
        declared.tier(),
        capacity.replaceAll("[^A-Z]", ""),
        Integer.parseInt(capacity.replaceAll("\\D", "")),
        "Succeeded",
        "7.0",
        declared.clustering() ? Optional.of(cluster.spec().shards()) : Optional.empty(),
        cluster.spec().replicasPerShard(),
        declared.zoneRedundant() ? List.of("1", "2", "3") : List.of(),
        nodes.stream().map(RedisNodeState::name).map(cluster::url).toList(),
        (int) nodes.stream().filter(RedisNodeState::alive).count(),
        primaries >= cluster.spec().shards());
  }

  private static String azureState(ServerStatus status) {
    return switch (status) {
      case STARTING -> "Starting";
      case READY -> "Ready";
      case UNAVAILABLE -> "Inaccessible";
      case FAILING_OVER -> "Updating";
      case RESTARTING -> "Restarting";
      case STOPPED -> "Stopped";
    };
  }

  /** The same for each run of a system, so that links and histories hold. */
  private String identity(String what) {
    var text = blueprint.system() + "/" + what;
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}

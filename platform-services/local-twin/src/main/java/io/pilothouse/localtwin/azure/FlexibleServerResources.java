package io.pilothouse.localtwin.azure;

import io.pilothouse.localtwin.azure.AzureEffects.EffectFailedException;
import io.pilothouse.localtwin.azure.AzureEffects.Failover;
import io.pilothouse.localtwin.postgres.FailoverMode;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.FlexibleServerState;
import io.pilothouse.localtwin.postgres.HighAvailability;
import io.pilothouse.localtwin.postgres.MemberLiveness;
import io.pilothouse.localtwin.postgres.MemberState;
import io.pilothouse.localtwin.postgres.OperationRefusedException;
import io.pilothouse.localtwin.postgres.PostgresException;
import io.pilothouse.localtwin.postgres.ServerStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

/**
 * A PostgreSQL group of the twin as the resources that Azure makes of it: the server, whose standby
 * is a property of it, and a server for each read replica. Thread-safe. Closing it closes the
 * servers that replicas were promoted to; the group itself is its owner's.
 */
public final class FlexibleServerResources implements AutoCloseable {
  /**
   * What was paid for, which no process knows.
   *
   * @param skuName such as {@code Standard_D4s_v3}
   * @param skuTier Burstable, GeneralPurpose or MemoryOptimized
   */
  public record Size(
      String skuName,
      String skuTier,
      int storageGigabytes,
      int backupRetentionDays,
      boolean geoRedundantBackup) {}

  private final FlexibleServer server;
  private final Map<String, Size> sizes;
  private final Instant createdAt;
  private final List<FlexibleServerResources> promoted = new CopyOnWriteArrayList<>();

  /**
   * @param sizes by name, of the server and of each of its replicas
   * @throws IllegalArgumentException if one has no size
   */
  public FlexibleServerResources(
      FlexibleServer server, Map<String, Size> sizes, Instant createdAt) {
    this.server = server;
    this.sizes = Map.copyOf(sizes);
    this.createdAt = createdAt;
    List<String> names = new ArrayList<>(List.of(server.spec().name()));
    server.spec().replicas().forEach(r -> names.add(r.name()));
    names.stream()
        .filter(n -> !sizes.containsKey(n))
        .findFirst()
        .ifPresent(n -> {
          throw new IllegalArgumentException("There is no size for the server " + n);
        });
  }

  /** The resources as they are now, the server first. */
  public List<ServerFacts> facts() {
    FlexibleServerState state = server.state();
    var facts = new ArrayList<ServerFacts>();
    facts.add(primary(state));
    state.replicas().forEach(r -> facts.add(replica(state, r)));
    promoted.forEach(p -> facts.addAll(p.facts()));
    return facts;
  }

  /** The group, or the promoted server, that a resource name belongs to. */
  public Optional<FlexibleServerResources> owner(String name) {
    return promoted.stream()
        .flatMap(p -> p.owner(name).stream())
        .findFirst()
        .or(() ->
            facts().stream().anyMatch(f -> f.name().equals(name))
                ? Optional.of(this)
                : Optional.empty());
  }

  /** Fails the server over; returns when it takes writes again, as Azure's operation does. */
  public void failOver(Failover mode) throws EffectFailedException, InterruptedException {
    done(() ->
        server
            .failover(
                switch (mode) {
                  case PLANNED -> FailoverMode.PLANNED;
                  case FORCED -> FailoverMode.FORCED;
                })
            .writable());
  }

  /** Restarts the server's primary in place. */
  public void restart(String name) throws EffectFailedException, InterruptedException {
    if (!name.equals(server.spec().name())) {
      throw new EffectFailedException(
          "The twin restarts a server's primary only, and " + name + " is a read replica.");
    }
    done(server::restart);
  }

  /** Makes a replica a server of its own. */
  public void promoteStandalone(String replica) throws EffectFailedException {
    Size size =
        Optional.ofNullable(sizes.get(replica))
            .orElseThrow(() -> new EffectFailedException("There is no replica " + replica + "."));
    try {
      promoted.add(
          new FlexibleServerResources(
              server.promoteReplica(replica), Map.of(replica, size), createdAt));
    } catch (OperationRefusedException | PostgresException e) {
      throw new EffectFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    promoted.forEach(p -> {
      p.close();
      p.server.close();
    });
  }

  private ServerFacts primary(FlexibleServerState state) {
    MemberState primary = state.primary();
    return facts(
        state.server(),
        primary,
        word(state.status()),
        switch (server.spec().highAvailability()) {
          case HighAvailability.Disabled disabled -> "Disabled";
          case HighAvailability.SameZone sameZone -> "SameZone";
          case HighAvailability.ZoneRedundant zoneRedundant -> "ZoneRedundant";
        },
        state.highAvailability().azureName(),
        state.standby().map(MemberState::zone),
        "Primary",
        Optional.empty(),
        server.administrator().jdbcUrl());
  }

  private ServerFacts replica(FlexibleServerState state, MemberState replica) {
    boolean remote = !replica.location().equals(state.primary().location());
    return facts(
        replica.name(),
        replica,
        word(replica.liveness()),
        "Disabled",
        "NotEnabled",
        Optional.empty(),
        remote ? "GeoAsyncReplica" : "AsyncReplica",
        Optional.of(state.server()),
        server.at(replica.name(), server.administrator()).jdbcUrl());
  }

  private ServerFacts facts(
      String name,
      MemberState member,
      String state,
      String availabilityMode,
      String availabilityState,
      Optional<String> standbyZone,
      String role,
      Optional<String> source,
      String jdbcUrl) {
    Size size =
        Optional.ofNullable(sizes.get(name))
            .orElseThrow(() -> new IllegalStateException("There is no size for " + name));
    return new ServerFacts(
        name,
        member.location(),
        server.spec().version(),
        size.skuName(),
        size.skuTier(),
        size.storageGigabytes(),
        size.backupRetentionDays(),
        size.geoRedundantBackup(),
        server.spec().administratorLogin(),
        state,
        Optional.of(member.zone()),
        availabilityMode,
        availabilityState,
        standbyZone,
        role,
        source,
        createdAt,
        Optional.empty(),
        Optional.of(jdbcUrl));
  }

  private static String word(ServerStatus status) {
    return switch (status) {
      case STARTING -> "Provisioning";
      case READY -> "Ready";
      case UNAVAILABLE -> "Inaccessible";
      case FAILING_OVER -> "Updating";
      case RESTARTING -> "Restarting";
      case STOPPED -> "Stopped";
    };
  }

  private static String word(MemberLiveness liveness) {
    return switch (liveness) {
      case STARTING -> "Starting";
      case RUNNING -> "Ready";
      case SILENT, DOWN -> "Inaccessible";
    };
  }

  private interface Asynchronous {
    CompletableFuture<?> begin();
  }

  private static void done(Asynchronous operation)
      throws EffectFailedException, InterruptedException {
    try {
      operation.begin().get();
    } catch (ExecutionException e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      throw new EffectFailedException(String.valueOf(cause.getMessage()), cause);
    } catch (OperationRefusedException | PostgresException e) {
      throw new EffectFailedException(String.valueOf(e.getMessage()), e);
    }
  }
}

package io.pilothouse.operations.actions;

import io.pilothouse.operations.health.Estate;
import io.pilothouse.operations.health.ReplicationLag;
import io.pilothouse.sharedmodel.action.Intent.FailoverMode;
import io.pilothouse.sharedmodel.blueprint.Blueprint;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.Observed;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a failover's guards rest on.
 *
 * @param server read now, not from a cache
 * @param plannedZone the zone that it was in when it was planned; absent while planning
 * @param probed whether the time without writes can be measured
 */
record FailoverEvidence(
    FlexibleServer server,
    FailoverMode mode,
    Optional<String> plannedZone,
    boolean probed,
    boolean otherRun,
    Estate estate,
    Optional<Blueprint> blueprint) {

  Optional<DatabaseServer> declared() {
    return blueprint.flatMap(b ->
        b.databaseServers().stream()
            .filter(s -> s.resourceName().equalsIgnoreCase(server.name()))
            .findFirst());
  }

  /** The lag of the standby, from what may be judged. */
  ReplicationLag standbyLag() {
    return ReplicationLag.ofStandby(estate, server);
  }

  /** The live replicas of the server, by name. */
  List<FlexibleServer> replicas() {
    return estate.servers().stream()
        .map(Observed::value)
        .filter(s -> s.sourceServer().filter(server.id()::equals).isPresent())
        .filter(s -> !s.id().equals(server.id()))
        .sorted(Comparator.comparing(FlexibleServer::name))
        .toList();
  }

  Optional<Duration> recoveryPoint() {
    return blueprint.flatMap(b -> b.objectives().recoveryPoint());
  }
}

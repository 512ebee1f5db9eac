package io.pilothouse.operations.health;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.topology.BlueprintMap;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.estate.Observed;
import io.pilothouse.sharedmodel.estate.SourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import io.pilothouse.sharedmodel.signal.Measurement;
import io.pilothouse.sharedmodel.stream.Health;
import java.time.Duration;
import java.util.Optional;

/**
 * Judges a Flexible Server, its standby and its replicas by what resource manager says of their
 * state and by what was measured.
 */
final class DatabaseJudge {
  private static final double CONNECTIONS_CAUTION = 0.8;
  private static final double CONNECTIONS_DEGRADED = 0.95;
  private static final double STORAGE_CAUTION = 85;

  /** Azure makes a server read-only when 95 % of its storage is used. */
  private static final double STORAGE_CRITICAL = 95;

  private static final double CPU_CAUTION = 95;

  private final Estate estate;

  DatabaseJudge(Estate estate) {
    this.estate = estate;
  }

  void server(
      Observed<FlexibleServer> observed,
      Optional<DatabaseServer> declared,
      Facts facts,
      Judgement judgement) {
    FlexibleServer server = observed.value();
    common(observed, facts, judgement);
    facts
        .stateIf("standbyZone", server.standbyZone(), observed)
        .state("highAvailability", server.highAvailabilityMode(), observed)
        .stateIf("highAvailabilityState", server.highAvailabilityState(), observed);
    connections(observed, declared, facts, judgement);
    usage(server, facts, judgement);
    declared.filter(BlueprintMap::hasStandby).ifPresent(d -> highAvailability(server, judgement));
    secondPrimary(server, judgement);
  }

  /** A replica that nobody promoted and that takes writes leaves its primary one of two. */
  private void secondPrimary(FlexibleServer server, Judgement judgement) {
    if (takesWrites(server)) {
      estate.servers().stream()
          .map(Observed::value)
          .filter(s -> s.replica() && s.state().equals("Ready"))
          .filter(s -> s.sourceServer().filter(server.id()::equals).isPresent())
          .filter(this::takesWrites)
          .forEach(
              s -> judgement.say(Health.CRITICAL, "operations.server.second-primary", s.name()));
    }
  }

  private boolean takesWrites(FlexibleServer server) {
    return estate.judgeable(server, Signals.IN_RECOVERY).filter(r -> r <= 0).isPresent();
  }

  void replica(
      Observed<FlexibleServer> observed,
      Optional<Duration> maximumLag,
      Facts facts,
      Judgement judgement) {
    FlexibleServer server = observed.value();
    common(observed, facts, judgement);
    usage(server, facts, judgement);
    lag(ReplicationLag.ofReplica(estate, server), maximumLag, facts, judgement);
    if (server.replica() && server.state().equals("Ready") && takesWrites(server)) {
      judgement.say(Health.CRITICAL, "operations.replica.writes");
    }
    if (!server.replica()) {
      judgement.say(
          Health.DEGRADED,
          "operations.server.replicates-nothing",
          reported(server.replicationRole()));
    }
  }

  /** The standby has no resource of its own: it is what its server says of it. */
  void standby(Observed<FlexibleServer> observed, Facts facts, Judgement judgement) {
    FlexibleServer server = observed.value();
    facts
        .state("role", "Standby", observed)
        .stateIf("zone", server.standbyZone(), observed)
        .stateIf("highAvailabilityState", server.highAvailabilityState(), observed);
    Optional<Observed<Measurement>> synchronous =
        estate.measured(server, Signals.SYNCHRONOUS_STANDBYS);
    synchronous.ifPresent(
        s -> facts.derived("syncState", s.value().value() > 0 ? "sync" : "async", "", s));
    lag(ReplicationLag.ofStandby(estate, server), Optional.empty(), facts, judgement);
    highAvailability(server, judgement);
    estate
        .judgeable(server, Signals.SYNCHRONOUS_STANDBYS)
        .filter(s -> s <= 0)
        .ifPresent(s -> judgement.say(Health.DEGRADED, "operations.standby.asynchronous"));
  }

  private void common(Observed<FlexibleServer> observed, Facts facts, Judgement judgement) {
    FlexibleServer server = observed.value();
    facts
        .stateIf("role", server.replicationRole(), observed)
        .state("state", server.state(), observed)
        .stateIf("zone", server.zone(), observed);
    alive(server, facts, judgement);
    switch (server.state()) {
      case "Ready" -> {}
      case "Updating", "Starting", "Restarting", "Provisioning", "Succeeded" ->
          judgement.say(Health.CAUTION, "operations.azure.state", server.state());
      default -> judgement.say(Health.CRITICAL, "operations.azure.state", server.state());
    }
  }

  private void alive(FlexibleServer server, Facts facts, Judgement judgement) {
    Optional<Observed<Measurement>> alive = estate.measured(server, Signals.ALIVE);
    if (alive.isEmpty()) {
      return;
    }
    Observed<Measurement> last = alive.get();
    facts.derived("alive", last.value().value() > 0, "", last);
    if (estate.current(last) && last.value().value() <= 0) {
      judgement.say(Health.CRITICAL, "operations.server.silent", last.value().metric());
    } else if (!estate.current(last) && estate.snapshot().current(last.source())) {
      judgement.say(
          Health.UNKNOWN,
          "operations.server.late",
          SourceStanding.seconds(last.value().measuredAt(), estate.now()));
    }
  }

  private void connections(
      Observed<FlexibleServer> observed,
      Optional<DatabaseServer> declared,
      Facts facts,
      Judgement judgement) {
    FlexibleServer server = observed.value();
    facts.measured("connections", estate.measured(server, Signals.CONNECTIONS));
    Optional<Observed<Measurement>> limit = estate.measured(server, Signals.MAX_CONNECTIONS);
    facts.measured("maxConnections", limit);
    Optional<Integer> documented = declared.flatMap(DatabaseServer::maxConnections);
    if (limit.isEmpty()) {
      documented.ifPresent(d -> facts.stated("maxConnections", d, "", observed));
    }
    Optional<Double> most =
        estate
            .judgeable(server, Signals.MAX_CONNECTIONS)
            .or(() -> documented.map(Integer::doubleValue));
    Optional<Double> used = estate.judgeable(server, Signals.CONNECTIONS);
    if (used.isEmpty() || most.isEmpty() || most.get() <= 0) {
      return;
    }
    double share = used.get() / most.get();
    if (share >= CONNECTIONS_CAUTION) {
      judgement.say(
          share >= CONNECTIONS_DEGRADED ? Health.DEGRADED : Health.CAUTION,
          "operations.server.connections",
          Math.round(used.get()),
          Math.round(most.get()));
    }
  }

  private void usage(FlexibleServer server, Facts facts, Judgement judgement) {
    facts.measured("storagePercent", estate.measured(server, Signals.STORAGE));
    facts.measured("cpuPercent", estate.measured(server, Signals.CPU));
    facts.measured("memoryPercent", estate.measured(server, Signals.MEMORY));
    estate
        .judgeable(server, Signals.STORAGE)
        .filter(s -> s >= STORAGE_CAUTION)
        .ifPresent(s ->
            judgement.say(
                s >= STORAGE_CRITICAL ? Health.CRITICAL : Health.CAUTION,
                "operations.server.storage",
                ScalingExplanation.rounded(s)));
    estate
        .judgeable(server, Signals.CPU)
        .filter(c -> c >= CPU_CAUTION)
        .ifPresent(c ->
            judgement.say(Health.CAUTION, "operations.server.cpu", ScalingExplanation.rounded(c)));
  }

  private void lag(
      ReplicationLag lag, Optional<Duration> maximumLag, Facts facts, Judgement judgement) {
    facts.measured("replicationLagSeconds", lag.seconds());
    facts.measured("replicationLagBytes", lag.bytes());
    lag.effectiveSeconds()
        .ifPresent(s ->
            lag.seconds()
                .ifPresent(from ->
                    facts.derived("effectiveReplicationLagSeconds", Facts.number(s), "s", from)));
    double most = maximumLag.orElse(ReplicationLag.USUAL_LIMIT).toMillis() / 1_000.0;
    lag.judgeableSeconds(estate)
        .filter(s -> s > most)
        .ifPresent(s ->
            judgement.say(
                Health.DEGRADED,
                maximumLag.isPresent() ? "operations.replica.lag" : "operations.replica.behind",
                ScalingExplanation.rounded(s),
                ScalingExplanation.rounded(most)));
  }

  private static void highAvailability(FlexibleServer server, Judgement judgement) {
    String mode = server.highAvailabilityMode();
    String state = server.highAvailabilityState().orElse("");
    if (mode.isBlank() || mode.equalsIgnoreCase("Disabled")) {
      judgement.say(Health.DEGRADED, "operations.high-availability.off");
    } else if (state.equals("FailingOver")) {
      judgement.say(Health.CAUTION, "operations.high-availability.failing-over");
    } else if (!state.equals("Healthy")) {
      judgement.say(
          Health.DEGRADED,
          "operations.high-availability.unhealthy",
          reported(server.highAvailabilityState()));
    }
  }

  private static Sentence reported(Optional<String> word) {
    return word.map(Sentence::verbatim).orElseGet(() -> Sentence.of("operations.not-reported"));
  }

  /** The source without which a server cannot be judged. */
  static SourceId source() {
    return Sources.AZURE_RESOURCES;
  }
}

package io.pilothouse.operations.actions;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.health.ReplicationLag;
import io.pilothouse.operations.health.SourceStanding;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Guard.Verdict;
import io.pilothouse.sharedmodel.action.Intent.FailoverMode;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer.ReplicationObjective;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The checks before a failover. Pure. */
final class FailoverGuards {
  /** One WAL segment: a standby that misses more is not streaming along. */
  private static final double MUCH_WAL = 16 * 1024 * 1024;

  private static final Duration LAG_WITHOUT_OBJECTIVE = Duration.ofSeconds(5);

  private FailoverGuards() {}

  static List<Guard> of(FailoverEvidence evidence) {
    var guards = new ArrayList<Guard>();
    guards.add(ChangeGuards.fresh(evidence.estate(), Sources.AZURE_RESOURCES));
    guards.add(freshDatabase(evidence));
    guards.add(primary(evidence.server()));
    guards.add(highAvailability(evidence.server()));
    guards.add(serverState(evidence));
    evidence.plannedZone().ifPresent(z -> guards.add(unchanged(evidence.server(), z)));
    guards.add(standbyLag(evidence));
    guards.add(replicas(evidence));
    guards.add(
        evidence.probed()
            ? Guards.pass("write-probe", "operations.guard.probe")
            : Guards.warn("write-probe", "operations.guard.no-probe"));
    guards.add(RollbackGuards.otherRun(evidence.otherRun()));
    guards.addAll(ChangeGuards.policy(evidence.blueprint(), evidence.estate().now()));
    return guards;
  }

  /** A forced failover is for a primary that does not answer: then its own source may be lost. */
  private static Guard freshDatabase(FailoverEvidence evidence) {
    String name = "fresh-" + Sources.POSTGRES;
    boolean planned = evidence.mode() == FailoverMode.PLANNED;
    return switch (evidence.estate().standing(Sources.POSTGRES)) {
      case SourceStanding.Heard s -> Guards.pass(name, "operations.guard.servers.heard");
      case SourceStanding.Lost s ->
          new Guard(
              name,
              planned ? Verdict.BLOCK : Verdict.WARN,
              Sentence.paragraph(
                  List.of(
                      s.sentence(evidence.estate().now()),
                      Sentence.of("operations.guard.lag.blind"))));
      case SourceStanding.Starting s ->
          new Guard(
              name,
              planned ? Verdict.BLOCK : Verdict.WARN,
              Sentence.of("operations.guard.servers.unheard"));
      case SourceStanding.NotConnected s -> new Guard(name, Verdict.WARN, s.sentence());
    };
  }

  private static Guard primary(FlexibleServer server) {
    return server.replica()
        ? Guards.block("primary", "operations.guard.primary.not", server.name())
        : Guards.pass("primary", "operations.guard.primary", server.name());
  }

  private static Guard highAvailability(FlexibleServer server) {
    String mode = server.highAvailabilityMode();
    String state = server.highAvailabilityState().orElse("");
    if (mode.isBlank() || mode.equalsIgnoreCase("Disabled")) {
      return Guards.block("high-availability", "operations.guard.high-availability.off");
    }
    if (state.equals("FailingOver")) {
      return Guards.block("high-availability", "operations.guard.high-availability.busy");
    }
    if (!state.equals("Healthy")) {
      return Guards.block(
          "high-availability",
          "operations.guard.high-availability.unready",
          mode,
          state.isEmpty() ? Sentence.of("operations.not-reported") : state);
    }
    return server
        .zone()
        .flatMap(zone ->
            server
                .standbyZone()
                .map(other ->
                    Guards.pass(
                        "high-availability",
                        "operations.guard.high-availability.zones",
                        mode,
                        zone,
                        other)))
        .orElseGet(
            () -> Guards.pass("high-availability", "operations.guard.high-availability", mode));
  }

  private static Guard serverState(FailoverEvidence evidence) {
    String state = evidence.server().state();
    if (state.equals("Ready")) {
      return Guards.pass("server-state", "operations.azure.state", state);
    }
    return new Guard(
        "server-state",
        evidence.mode() == FailoverMode.PLANNED ? Verdict.BLOCK : Verdict.WARN,
        Sentence.of("operations.azure.state", state));
  }

  private static Guard unchanged(FlexibleServer server, String plannedZone) {
    String zone = server.zone().orElse("");
    return zone.equals(plannedZone)
        ? Guards.pass("unchanged", "operations.guard.zone.same")
        : Guards.block("unchanged", "operations.guard.zone.moved", plannedZone, zone);
  }

  private static Guard standbyLag(FailoverEvidence evidence) {
    ReplicationLag lag = evidence.standbyLag();
    Optional<Double> bytes =
        lag.bytes().filter(evidence.estate()::current).map(b -> b.value().value());
    Optional<Double> seconds = lag.judgeableSeconds(evidence.estate());
    if (bytes.isEmpty() && seconds.isEmpty()) {
      return Guards.warn("standby-lag", "operations.guard.lag.unknown");
    }
    Sentence measured = measured(bytes, seconds);
    Duration most =
        evidence
            .declared()
            .flatMap(s -> s.replication())
            .flatMap(ReplicationObjective::maximumLag)
            .orElse(LAG_WITHOUT_OBJECTIVE);
    boolean large =
        bytes.filter(b -> b > MUCH_WAL).isPresent()
            || seconds.filter(s -> s * 1_000 > most.toMillis()).isPresent();
    if (!large) {
      return Guards.pass("standby-lag", "operations.guard.lag", measured);
    }
    if (evidence.mode() == FailoverMode.PLANNED) {
      return Guards.block(
          "standby-lag",
          "operations.guard.lag.large",
          measured,
          Durations.words(most.toMillis()),
          Durations.bytes(MUCH_WAL));
    }
    return new Guard("standby-lag", Verdict.WARN, loss(evidence, measured, seconds));
  }

  private static Sentence measured(Optional<Double> bytes, Optional<Double> seconds) {
    Optional<Sentence> time = seconds.map(s -> Sentence.of("unit.s", Durations.decimal(s)));
    return bytes
        .map(b ->
            time.map(t -> Sentence.of("operations.behind.time", Durations.bytes(b), t))
                .orElseGet(() -> Sentence.of("operations.behind", Durations.bytes(b))))
        .or(() -> time)
        .orElseGet(() -> Sentence.of("operations.not-reported"));
  }

  private static Sentence loss(
      FailoverEvidence evidence, Sentence measured, Optional<Double> seconds) {
    if (evidence.recoveryPoint().isEmpty()) {
      return Sentence.of("operations.guard.lag.loss", measured);
    }
    Duration point = evidence.recoveryPoint().get();
    String key =
        seconds
            .map(s ->
                s * 1_000 <= point.toMillis()
                    ? "operations.guard.lag.loss.within"
                    : "operations.guard.lag.loss.beyond")
            .orElse("operations.guard.lag.loss.objective");
    return Sentence.of(key, measured, Durations.words(point.toMillis()));
  }

  private static Guard replicas(FailoverEvidence evidence) {
    List<FlexibleServer> replicas = evidence.replicas();
    List<String> notReady =
        replicas.stream().filter(r -> !r.state().equals("Ready")).map(r -> r.name()).toList();
    if (replicas.isEmpty()) {
      return Guards.pass("replicas", "operations.guard.replicas.none");
    }
    return notReady.isEmpty()
        ? Guards.pass(
            "replicas",
            "operations.guard.replicas",
            replicas.size(),
            replicas.stream().map(FlexibleServer::name).toList())
        : Guards.warn("replicas", "operations.guard.replicas.unready", notReady);
  }
}

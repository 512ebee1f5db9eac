package io.pilothouse.operations.actions;

import io.pilothouse.operations.Sources;
import io.pilothouse.operations.health.ReplicationLag;
import io.pilothouse.operations.health.SourceStanding;
import io.pilothouse.sharedmodel.action.Guard;
import io.pilothouse.sharedmodel.action.Guard.Verdict;
import io.pilothouse.sharedmodel.action.Intent.FailoverMode;
import io.pilothouse.sharedmodel.blueprint.DatabaseServer.ReplicationObjective;
import io.pilothouse.sharedmodel.estate.FlexibleServer;
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
            ? new Guard(
                "write-probe", Verdict.PASS, "The time without writes is measured by real writes.")
            : new Guard(
                "write-probe",
                Verdict.WARN,
                "No endpoint to write to is known: the time without writes and lost rows are not"
                    + " measured."));
    guards.add(RollbackGuards.otherRun(evidence.otherRun()));
    guards.addAll(ChangeGuards.policy(evidence.blueprint(), evidence.estate().now()));
    return guards;
  }

  /** A forced failover is for a primary that does not answer: then its own source may be lost. */
  private static Guard freshDatabase(FailoverEvidence evidence) {
    String name = "fresh-" + Sources.POSTGRES;
    boolean planned = evidence.mode() == FailoverMode.PLANNED;
    return switch (evidence.estate().standing(Sources.POSTGRES)) {
      case SourceStanding.Heard s ->
          new Guard(name, Verdict.PASS, "The servers themselves are heard.");
      case SourceStanding.Lost s ->
          new Guard(
              name,
              planned ? Verdict.BLOCK : Verdict.WARN,
              s.sentence(evidence.estate().now()).toString() + " The standby's lag is not known.");
      case SourceStanding.Starting s ->
          new Guard(
              name,
              planned ? Verdict.BLOCK : Verdict.WARN,
              "The servers themselves have not been heard yet; try again in a moment.");
      case SourceStanding.NotConnected s -> new Guard(name, Verdict.WARN, s.sentence());
    };
  }

  private static Guard primary(FlexibleServer server) {
    return server.replica()
        ? new Guard(
            "primary",
            Verdict.BLOCK,
            server.name() + " is a read replica; it is promoted, not failed over.")
        : new Guard("primary", Verdict.PASS, server.name() + " is a primary.");
  }

  private static Guard highAvailability(FlexibleServer server) {
    String mode = server.highAvailabilityMode();
    String state = server.highAvailabilityState().orElse("not reported");
    if (mode.isBlank() || mode.equalsIgnoreCase("Disabled")) {
      return new Guard(
          "high-availability",
          Verdict.BLOCK,
          "High availability is off: there is no standby to fail over to.");
    }
    if (state.equals("FailingOver")) {
      return new Guard(
          "high-availability", Verdict.BLOCK, "It is failing over already; wait for its end.");
    }
    String zones =
        server
            .zone()
            .flatMap(z -> server.standbyZone().map(s -> ", zone " + z + " → " + s))
            .orElse("");
    return state.equals("Healthy")
        ? new Guard("high-availability", Verdict.PASS, mode + " is Healthy" + zones + ".")
        : new Guard(
            "high-availability",
            Verdict.BLOCK,
            mode + " is " + state + ": the standby is not ready to take over.");
  }

  private static Guard serverState(FailoverEvidence evidence) {
    String state = evidence.server().state();
    if (state.equals("Ready")) {
      return new Guard("server-state", Verdict.PASS, "Resource manager says that it is Ready.");
    }
    return new Guard(
        "server-state",
        evidence.mode() == FailoverMode.PLANNED ? Verdict.BLOCK : Verdict.WARN,
        "Resource manager says that it is " + state + ".");
  }

  private static Guard unchanged(FlexibleServer server, String plannedZone) {
    String zone = server.zone().orElse("");
    return zone.equals(plannedZone)
        ? new Guard("unchanged", Verdict.PASS, "It is where it was when this was planned.")
        : new Guard(
            "unchanged",
            Verdict.BLOCK,
            "It was in zone "
                + plannedZone
                + " when this was planned and is in zone "
                + zone
                + " now; plan again.");
  }

  private static Guard standbyLag(FailoverEvidence evidence) {
    ReplicationLag lag = evidence.standbyLag();
    Optional<Double> bytes =
        lag.bytes().filter(evidence.estate()::current).map(b -> b.value().value());
    Optional<Double> seconds = lag.judgeableSeconds(evidence.estate());
    if (bytes.isEmpty() && seconds.isEmpty()) {
      return new Guard(
          "standby-lag",
          Verdict.WARN,
          "The standby's lag is not known; it is synchronous by design.");
    }
    String measured =
        bytes.map(b -> Durations.bytes(b) + " behind").orElse("")
            + seconds
                .map(s -> (bytes.isPresent() ? ", " : "") + Durations.decimal(s) + " s")
                .orElse("");
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
      return new Guard("standby-lag", Verdict.PASS, "The standby is " + measured + ".");
    }
    if (evidence.mode() == FailoverMode.PLANNED) {
      return new Guard(
          "standby-lag",
          Verdict.BLOCK,
          "The standby is "
              + measured
              + ", more than "
              + Durations.words(most.toMillis())
              + " or "
              + Durations.bytes(MUCH_WAL)
              + ": writes would stop for as long as it catches up.");
    }
    return new Guard(
        "standby-lag", Verdict.WARN, "The standby is " + measured + loss(evidence, seconds));
  }

  private static String loss(FailoverEvidence evidence, Optional<Double> seconds) {
    String point =
        evidence
            .recoveryPoint()
            .map(p ->
                "; the recovery point objective is "
                    + Durations.words(p.toMillis())
                    + seconds
                        .map(s -> s * 1_000 <= p.toMillis() ? ", within it" : ", beyond it")
                        .orElse(""))
            .orElse("");
    return ": what it has not received is lost" + point + ".";
  }

  private static Guard replicas(FailoverEvidence evidence) {
    List<FlexibleServer> replicas = evidence.replicas();
    List<String> notReady =
        replicas.stream().filter(r -> !r.state().equals("Ready")).map(r -> r.name()).toList();
    if (replicas.isEmpty()) {
      return new Guard("replicas", Verdict.PASS, "It has no read replica.");
    }
    return notReady.isEmpty()
        ? new Guard(
            "replicas",
            Verdict.PASS,
            replicas.size()
                + (replicas.size() == 1 ? " replica follows" : " replicas follow")
                + " the new primary: "
                + String.join(", ", replicas.stream().map(FlexibleServer::name).toList())
                + ".")
        : new Guard(
            "replicas",
            Verdict.WARN,
            "Not Ready and may have to be looked after: " + String.join(", ", notReady) + ".");
  }
}

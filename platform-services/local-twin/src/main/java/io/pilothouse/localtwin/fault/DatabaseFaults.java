package io.pilothouse.localtwin.fault;

import io.pilothouse.localtwin.LocalTwin;
import io.pilothouse.localtwin.fault.HeavySession.Burden;
import io.pilothouse.localtwin.fault.Parameter.Type;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.MemberState;
import io.pilothouse.localtwin.postgres.OperationRefusedException;
import io.pilothouse.localtwin.postgres.PostgresException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can go wrong with PostgreSQL servers. Each mending ends with a server that is whole. */
final class DatabaseFaults {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseFaults.class);
  private static final Duration BEGIN_LIMIT = Duration.ofSeconds(20);
  private static final Duration MEND_LIMIT = Duration.ofSeconds(90);

  /** Leaves seconds of writing until the server turns read-only at 95 %. */
  private static final double USED_AT_FIRST = 0.85;

  private static final Parameter SERVER = Parameter.required("server", Type.SERVER);
  private static final Parameter REPLICA = Parameter.required("replica", Type.REPLICA);

  static final List<Fault> ALL =
      List.of(
          new Fault(
              "primary-kill",
              "The primary's process is killed without warning.",
              List.of(SERVER),
              (twin, arguments) -> {
                var server = new Declared(twin).server(arguments);
                server.kill(server.state().primary().name());
                return whole(server);
              }),
          new Fault(
              "standby-kill",
              "The synchronous standby's process is killed without warning.",
              List.of(SERVER),
              (twin, arguments) -> {
                var server = new Declared(twin).server(arguments);
                server.kill(standby(server).name());
                return whole(server);
              }),
          new Fault(
              "replica-lag",
              "The link from the primary to a read replica holds up what flows through it.",
              List.of(REPLICA, Parameter.required("delay", Type.DURATION)),
              DatabaseFaults::lag),
          new Fault(
              "replica-stall",
              "A read replica receives, but replays nothing any more.",
              List.of(REPLICA),
              DatabaseFaults::stall),
          new Fault(
              "split-brain",
              "The standby, or a read replica, is promoted behind the control plane's back while"
                  + " the primary still runs: two members take writes.",
              List.of(SERVER, Parameter.optional("replica", Type.REPLICA)),
              DatabaseFaults::splitBrain),
          new Fault(
              "connection-limit",
              "Strangers take every connection of the primary; the services' own are cut once and"
                  + " find none free any more.",
              List.of(SERVER),
              DatabaseFaults::takeConnections),
          new Fault(
              "slow-query",
              "A session holds 'locks' on every table, or several keep the 'processor' busy.",
              List.of(
                  SERVER,
                  Parameter.optional("holds", Type.TEXT),
                  Parameter.optional("sessions", Type.COUNT)),
              DatabaseFaults::burden),
          new Fault(
              "disk-full",
              "A job fills the storage that is left; at 95 % the server turns read-only.",
              List.of(SERVER),
              DatabaseFaults::fillDisk));

  private DatabaseFaults() {}

  private static Mending lag(LocalTwin twin, FaultArguments arguments) {
    var replica = new Declared(twin).replica(arguments.text("replica"));
    var delay = arguments.duration("delay", Duration.ofSeconds(30));
    replica.source().faults().congest(replica.name(), delay);
    return () -> {
      ifMember(replica, () -> replica.source().faults().congest(replica.name(), Duration.ZERO));
      whole(replica.source()).mend();
    };
  }

  private static Mending stall(LocalTwin twin, FaultArguments arguments) {
    var replica = new Declared(twin).replica(arguments.text("replica"));
    replica.source().pauseReplay(replica.name());
    return () -> {
      ifMember(replica, () -> replica.source().resumeReplay(replica.name()));
      whole(replica.source()).mend();
    };
  }

  private static Mending splitBrain(LocalTwin twin, FaultArguments arguments) {
    var declared = new Declared(twin);
    var server = declared.server(arguments);
    String second =
        arguments
            .find("replica")
            .map(id -> declared.replica(id).name())
            .orElseGet(() -> standby(server).name());
    server.faults().promoteUnasked(second);
    return whole(server);
  }

  private static Mending takeConnections(LocalTwin twin, FaultArguments arguments) {
    var strangers = new Strangers(new Declared(twin).server(arguments).administrator());
    try {
      if (!strangers.awaitFull(BEGIN_LIMIT)) {
        throw new PostgresException("the server still has connections to give");
      }
      strangers.pushOut();
      if (!strangers.awaitFull(BEGIN_LIMIT)) {
        throw new PostgresException("the services came in again");
      }
      return strangers::close;
    } catch (SQLException | RuntimeException e) {
      strangers.close();
      throw new PostgresException("The connections were not taken: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      strangers.close();
      throw interrupted(e);
    }
  }

  private static Mending burden(LocalTwin twin, FaultArguments arguments) {
    var server = new Declared(twin).server(arguments);
    String holds = arguments.find("holds").orElse("locks");
    var sessions = new ArrayList<HeavySession>();
    switch (holds) {
      case "locks" ->
          server
              .spec()
              .databases()
              .forEach(database ->
                  sessions.add(new HeavySession(server.application(database), Burden.LOCKS)));
      case "processor" ->
          IntStream.range(0, arguments.count("sessions", 2))
              .forEach(
                  n -> sessions.add(new HeavySession(server.administrator(), Burden.PROCESSOR)));
      default ->
          throw new IllegalArgumentException(
              "a session holds 'locks' or the 'processor'; '" + holds + "' is neither");
    }
    Mending mending = () -> sessions.parallelStream().forEach(HeavySession::close);
    try {
      for (var session : sessions) {
        if (!session.awaitBegun(BEGIN_LIMIT)) {
          mending.mend();
          throw new PostgresException("The sessions on " + server.spec().name() + " do not begin");
        }
      }
      return mending;
    } catch (InterruptedException e) {
      mending.mend();
      throw interrupted(e);
    }
  }

  private static Mending fillDisk(LocalTwin twin, FaultArguments arguments) {
    var server = new Declared(twin).server(arguments);
    server.faults().limitStorage(USED_AT_FIRST);
    var export = new RunawayExport(server.application(server.spec().databases().getFirst()));
    return Persistence.once(() -> {
      export.close();
      whole(server).mend();
      server.faults().freeStorage();
      try {
        export.remove();
      } catch (SQLException e) {
        LOG.warn("server={} what the job wrote stays: {}", server.spec().name(), e.getMessage());
      }
    });
  }

  /** Waits for what supervision does anyway, without its pauses. */
  private static Mending whole(FlexibleServer server) {
    return () -> {
      if (!server.faults().mend(MEND_LIMIT)) {
        throw new PostgresException(
            "%s is not whole again within %d s: %s"
                .formatted(
                    server.spec().name(), MEND_LIMIT.toSeconds(), server.state().explanation()));
      }
    };
  }

  /** A replica that was promoted or seeded anew meanwhile has nothing left to mend. */
  private static void ifMember(Declared.Replica replica, Runnable mending) {
    try {
      if (replica.source().state().member(replica.name()).isPresent()) {
        mending.run();
      }
    } catch (OperationRefusedException | PostgresException e) {
      LOG.info("replica={} is mended by supervision: {}", replica.name(), e.getMessage());
    }
  }

  private static MemberState standby(FlexibleServer server) {
    return server
        .state()
        .standby()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the server '" + server.spec().name() + "' has no standby by design"));
  }

  private static PostgresException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new PostgresException("The fault was interrupted", e);
  }
}

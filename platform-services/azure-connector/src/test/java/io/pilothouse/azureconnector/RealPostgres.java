package io.pilothouse.azureconnector;

import io.pilothouse.localtwin.azure.AzureEffects.EffectFailedException;
import io.pilothouse.localtwin.azure.AzureEffects.Failover;
import io.pilothouse.localtwin.azure.ServerFacts;
import io.pilothouse.localtwin.postgres.FailoverMode;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.FlexibleServerSpec;
import io.pilothouse.localtwin.postgres.FlexibleServerState;
import io.pilothouse.localtwin.postgres.HighAvailability;
import io.pilothouse.localtwin.postgres.MemberLiveness;
import io.pilothouse.localtwin.postgres.MemberState;
import io.pilothouse.localtwin.postgres.OperationRefusedException;
import io.pilothouse.localtwin.postgres.PostgresBinaries;
import io.pilothouse.localtwin.postgres.ReplicaSpec;
import io.pilothouse.localtwin.postgres.ServerStatus;
import io.pilothouse.localtwin.postgres.SupervisionPolicy;
import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.localtwin.process.TwinHome;
import io.pilothouse.sharedmodel.estate.Connection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** A real PostgreSQL group with standby and replica, as a Flexible Server of the estate. */
final class RealPostgres implements AutoCloseable {
  static final String SERVER = "trip-db";
  static final String REPLICA = "trip-db-replica";
  private static final Duration NEVER = Duration.ofMinutes(5);
  private final ProcessGuardian guardian;
  private final FlexibleServer server;

  RealPostgres(Path runs) {
    guardian = ProcessGuardian.open(runs, "azure-connector-test");
    var spec =
        new FlexibleServerSpec(
            SERVER,
            "15",
            "koreacentral",
            "1",
            new HighAvailability.ZoneRedundant("2"),
            List.of(new ReplicaSpec(REPLICA, "koreasouth", "1")),
            List.of("trip"),
            "tripadmin",
            50);
    server =
        FlexibleServer.start(
            spec,
            PostgresBinaries.unpack(TwinHome.ofThisProcess().cache()),
            guardian,
            new SupervisionPolicy(NEVER, NEVER, Duration.ofSeconds(2), NEVER),
            Clock.systemUTC());
  }

  FlexibleServer server() {
    return server;
  }

  void failOver(Failover mode) throws EffectFailedException, InterruptedException {
    try {
      server
          .failover(mode == Failover.PLANNED ? FailoverMode.PLANNED : FailoverMode.FORCED)
          .writable()
          .get();
    } catch (ExecutionException | OperationRefusedException e) {
      throw new EffectFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  List<ServerFacts> facts() {
    FlexibleServerState state = server.state();
    MemberState replica = state.member(REPLICA).orElseThrow();
    return List.of(
        facts(
            SERVER,
            state.primary(),
            state.status() == ServerStatus.READY ? "Ready" : "Updating",
            "ZoneRedundant",
            state.highAvailability().azureName(),
            state.standby().map(MemberState::zone),
            "Primary",
            server.administrator().jdbcUrl()),
        facts(
            REPLICA,
            replica,
            replica.liveness() == MemberLiveness.RUNNING ? "Ready" : "Inaccessible",
            "Disabled",
            "NotEnabled",
            Optional.empty(),
            "GeoAsyncReplica",
            server.at(REPLICA, server.administrator()).jdbcUrl()));
  }

  private static ServerFacts facts(
      String name,
      MemberState member,
      String state,
      String availabilityMode,
      String availabilityState,
      Optional<String> standbyZone,
      String role,
      String jdbcUrl) {
    return new ServerFacts(
        name,
        member.location(),
        "15",
        "Standard_D4s_v3",
        "GeneralPurpose",
        128,
        7,
        true,
        "tripadmin",
        state,
        Optional.of(member.zone()),
        availabilityMode,
        availabilityState,
        standbyZone,
        role,
        name.equals(SERVER) ? Optional.empty() : Optional.of(SERVER),
        Instant.EPOCH,
        Optional.empty(),
        Optional.of(jdbcUrl));
  }

  /** The addresses that an operator has: administrator's, of the server and of its replica. */
  Map<String, Connection.Database> operatorAddresses() {
    return Map.of(
        SERVER, new Connection.Database(server.administrator().libpqUrl()),
        REPLICA, new Connection.Database(server.at(REPLICA, server.administrator()).libpqUrl()));
  }

  /** The addresses that an application has. */
  Map<String, Connection.Database> applicationAddresses() {
    return Map.of(
        SERVER, new Connection.Database(server.application("trip").libpqUrl()),
        REPLICA,
            new Connection.Database(server.at(REPLICA, server.application("trip")).libpqUrl()));
  }

  @Override
  public void close() {
    server.close();
    guardian.close();
  }
}

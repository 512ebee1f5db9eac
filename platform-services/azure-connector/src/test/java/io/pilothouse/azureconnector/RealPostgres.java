package io.pilothouse.azureconnector;

import io.pilothouse.localtwin.azure.AzureEffects.EffectFailedException;
import io.pilothouse.localtwin.azure.AzureEffects.Failover;
import io.pilothouse.localtwin.azure.FlexibleServerResources;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.FlexibleServerSpec;
import io.pilothouse.localtwin.postgres.HighAvailability;
import io.pilothouse.localtwin.postgres.PostgresBinaries;
import io.pilothouse.localtwin.postgres.ReplicaSpec;
import io.pilothouse.localtwin.postgres.SupervisionPolicy;
import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.localtwin.process.TwinHome;
import io.pilothouse.sharedmodel.estate.Connection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real PostgreSQL group with standby and replica, as a Flexible Server of the estate. */
final class RealPostgres implements AutoCloseable {
  static final String SERVER = "trip-db";
  static final String REPLICA = "trip-db-replica";
  private final ProcessGuardian guardian;
  private final FlexibleServer server;
  private final FlexibleServerResources resources;

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
            new SupervisionPolicy(
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60)),
            Clock.systemUTC());
    var size = new FlexibleServerResources.Size("Standard_D4s_v3", "GeneralPurpose", 128, 7, true);
    var small = new FlexibleServerResources.Size("Standard_D2s_v3", "GeneralPurpose", 128, 7, true);
    resources =
        new FlexibleServerResources(
            server, Map.of(SERVER, size, REPLICA, small), Clock.systemUTC().instant());
  }

  FlexibleServer server() {
    return server;
  }

  FlexibleServerResources resources() {
    return resources;
  }

  void failOver(Failover mode) throws EffectFailedException, InterruptedException {
    resources.failOver(mode);
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
    resources.close();
    server.close();
    guardian.close();
  }
}

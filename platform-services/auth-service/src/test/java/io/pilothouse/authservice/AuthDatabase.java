package io.pilothouse.authservice;

import io.pilothouse.localtwin.postgres.ConnectionTarget;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.FlexibleServerSpec;
import io.pilothouse.localtwin.postgres.HighAvailability;
import io.pilothouse.localtwin.postgres.PostgresBinaries;
import io.pilothouse.localtwin.postgres.SupervisionPolicy;
import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.localtwin.process.TwinHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The twin's PostgreSQL with the document's database and roles. */
final class AuthDatabase implements AutoCloseable {
  static final String NAME = "phonebill_auth";
  static final String APPLICATION_ROLE = "phonebill_auth_user";

  private final ProcessGuardian guardian;
  private final FlexibleServer server;
  private final String applicationPassword = Digests.randomToken();

  AuthDatabase() {
    Path runs;
    try {
      runs = Files.createTempDirectory("auth-service-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    guardian = ProcessGuardian.open(runs, "auth");
    server =
        FlexibleServer.start(
            new FlexibleServerSpec(
                "phonebill-auth-postgresql-prod",
                "15",
                "koreacentral",
                "1",
                new HighAvailability.Disabled(),
                List.of(),
                List.of(NAME),
                "phonebill_admin",
                100),
            PostgresBinaries.unpack(TwinHome.ofThisProcess().cache()),
            guardian,
            new SupervisionPolicy(
                Duration.ofMillis(1500),
                Duration.ofMillis(2500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2)),
            Clock.systemUTC());
  }

  /** What the service is told about it. */
  Map<String, String> properties() {
    ConnectionTarget owner = server.application(NAME);
    ConnectionTarget administrator = server.administrator();
    return Map.of(
        "pilothouse.database.primary.url", owner.jdbcAddress(),
        "pilothouse.database.primary.user", APPLICATION_ROLE,
        "pilothouse.database.primary.password", applicationPassword,
        "pilothouse.auth.schema.owner.url", owner.jdbcAddress(),
        "pilothouse.auth.schema.owner.user", owner.user(),
        "pilothouse.auth.schema.owner.password", owner.password(),
        "pilothouse.auth.schema.administrator.url", administrator.jdbcAddress(),
        "pilothouse.auth.schema.administrator.user", administrator.user(),
        "pilothouse.auth.schema.administrator.password", administrator.password());
  }

  /** As the role that owns the schema. */
  Connection asOwner() throws SQLException {
    ConnectionTarget owner = server.application(NAME);
    return DriverManager.getConnection(owner.jdbcAddress(), owner.user(), owner.password());
  }

  /** As the application's own role. */
  Connection asApplication() throws SQLException {
    return DriverManager.getConnection(
        server.application(NAME).jdbcAddress(), APPLICATION_ROLE, applicationPassword);
  }

  @Override
  public void close() {
    server.close();
    guardian.close();
  }
}

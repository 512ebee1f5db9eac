package io.pilothouse.domainservice.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilothouse.localtwin.postgres.ConnectionTarget;
import io.pilothouse.localtwin.postgres.FlexibleServer;
import io.pilothouse.localtwin.postgres.FlexibleServerSpec;
import io.pilothouse.localtwin.postgres.HighAvailability;
import io.pilothouse.localtwin.postgres.PostgresBinaries;
import io.pilothouse.localtwin.postgres.SupervisionPolicy;
import io.pilothouse.localtwin.process.ProcessGuardian;
import io.pilothouse.localtwin.process.TwinHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The roles on a real server, made by an administrator as Azure gives one: who may make roles and
 * owns the database, and is no superuser.
 */
class DatabaseRolesTest {
  @TempDir Path folder;

  @Test
  void eachRoleHasItsPasswordAndItsSchemaAndNoOther() throws Exception {
    try (var guardian =
            ProcessGuardian.open(Files.createDirectories(folder.resolve("run")), "roles");
        FlexibleServer server = start(guardian)) {
      ConnectionTarget target = server.administrator();
      assertThat(superuser(target)).isFalse();
      String address = target.jdbcAddress().replaceFirst("^jdbc:postgresql://([^/]+)/.*$", "$1");
      Path secrets = Files.createDirectories(folder.resolve("secrets"));
      Files.writeString(secrets.resolve("administrator"), target.password() + "\n");
      Files.writeString(secrets.resolve("user-service-database-password"), "first");
      Files.writeString(secrets.resolve("trip-service-database-password"), "second");
      Path file =
          Files.writeString(
              folder.resolve("roles.json"),
              """
              {"postgresql-server": {"host": "%s", "port": %s, "administrator": "pilothouse", "secret": "administrator",
                "roles": {
                  "user_service": {"database": "trips", "schema": "user_service", "secret": "user-service-database-password"},
                  "trip_service": {"database": "trips", "schema": "trip_service", "secret": "trip-service-database-password"}}}}
              """
                  .formatted(
                      address.substring(0, address.indexOf(':')),
                      address.substring(address.indexOf(':') + 1)));

      DatabaseRoles.read(file, secrets).make("prefer");

      run(address, "user_service", "first", "CREATE TABLE users (n int)");
      run(address, "user_service", "first", "INSERT INTO user_service.users VALUES (1)");
      assertThatThrownBy(
              () -> run(address, "trip_service", "second", "SELECT n FROM user_service.users"))
          .hasMessageContaining("permission denied for schema user_service");
      assertThatThrownBy(() -> run(address, "trip_service", "second", "CREATE ROLE another"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> run(address, "trip_service", "first", "SELECT 1"))
          .hasMessageContaining("password authentication failed");

      // Another password in the vault, and the same again: the table stays.
      Files.writeString(secrets.resolve("user-service-database-password"), "third");
      DatabaseRoles.read(file, secrets).make("prefer");
      run(address, "user_service", "third", "INSERT INTO users VALUES (2)");

      Files.delete(secrets.resolve("trip-service-database-password"));
      assertThatThrownBy(() -> DatabaseRoles.read(file, secrets).make("prefer"))
          .hasMessageContaining("trip-service-database-password");
    }
  }

  private static boolean superuser(ConnectionTarget target) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(target.jdbcAddress(), target.user(), target.password());
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery("SELECT rolsuper FROM pg_roles WHERE rolname = CURRENT_USER")) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private static void run(String address, String role, String password, String sql)
      throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://%s/trips?currentSchema=%s".formatted(address, role),
                role,
                password);
        Statement statement = connection.createStatement()) {
      assertThat(connection.isValid(5)).isTrue();
      statement.execute(sql);
    }
  }

  private static FlexibleServer start(ProcessGuardian guardian) throws Exception {
    return FlexibleServer.start(
        new FlexibleServerSpec(
            "postgresql-server",
            "16",
            "koreacentral",
            "1",
            new HighAvailability.Disabled(),
            List.of(),
            List.of("trips"),
            "pilothouse",
            60),
        PostgresBinaries.unpack(TwinHome.ofThisProcess().cache()),
        guardian,
        SupervisionPolicy.visible(),
        Clock.systemUTC());
  }
}

package io.pilothouse.domainservice;

import io.pilothouse.domainservice.role.DatabaseRoles;
import java.nio.file.Path;
import java.sql.SQLException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Any service of any blueprint: which one is said by {@code pilothouse.blueprint} (a shipped
 * system's key, or a file) and {@code pilothouse.component} (the id of one of its services).
 */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class DomainService {

  /**
   * Starts it; a service that cannot start says why and ends. With {@code database-roles FILE
   * FOLDER} it makes the roles of all services instead, and ends.
   */
  public static void main(String[] arguments) throws SQLException {
    if (arguments.length == 3 && arguments[0].equals(DatabaseRoles.COMMAND)) {
      DatabaseRoles.read(Path.of(arguments[1]), Path.of(arguments[2])).make();
      return;
    }
    SpringApplication.run(DomainService.class, arguments);
  }
}

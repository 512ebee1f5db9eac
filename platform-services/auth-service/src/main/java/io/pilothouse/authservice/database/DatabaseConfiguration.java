package io.pilothouse.authservice.database;

import io.pilothouse.authservice.database.SchemaSettings.Account;
import io.pilothouse.serviceruntime.spring.data.DatabaseProperties;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The migrations, which run as the schema's owner on a connection of their own before anything else
 * uses the database. The pool is the runtime's and belongs to the application's role.
 */
@Configuration(proxyBeanMethods = false)
@EnableTransactionManagement
class DatabaseConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseConfiguration.class);

  @Bean
  TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
    return new TransactionTemplate(transactions);
  }

  @Bean
  FlywayConfigurationCustomizer migrationsRunAsOwner(
      DatabaseProperties database, SchemaSettings schema) {
    Account application = application(database);
    return flyway -> {
      flyway
          .dataSource(dataSourceOf(schema.owner().given().orElse(application)))
          .placeholders(
              Map.of(
                  "application_role",
                  application.user(),
                  "monitoring_role",
                  schema.monitoringRole()));
      if (schema.owner().given().isEmpty()) {
        LOG.warn(
            "the application owns its tables user={}: give pilothouse.auth.schema.owner and a lesser role",
            application.user());
      }
    };
  }

  @Bean
  FlywayMigrationStrategy rolesThenMigrations(DatabaseProperties database, SchemaSettings schema) {
    return (Flyway flyway) -> {
      schema
          .administrator()
          .given()
          .ifPresent(administrator ->
              new DatabaseRoles(administrator, application(database), schema).ensure());
      flyway.migrate();
    };
  }

  private static Account application(DatabaseProperties database) {
    var primary = database.primary();
    return new Account(
        primary.url(),
        Objects.requireNonNullElse(primary.user(), ""),
        Objects.requireNonNullElse(primary.password(), ""));
  }

  private static DataSource dataSourceOf(Account account) {
    return new DriverManagerDataSource(account.url(), account.user(), account.password());
  }
}

package io.pilothouse.authservice.database;

import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who makes the schema.
 *
 * @param owner the role that owns the tables and runs migrations; without one, the application's
 *     own
 * @param administrator the server's administrator, when the application's role is still to be made
 * @param monitoringRole who may read what is no secret, if there is such a role
 * @param connectionLimit of the application's role; the document says 50
 */
@ConfigurationProperties("pilothouse.auth.schema")
public record SchemaSettings(
    @DefaultValue Account owner,
    @DefaultValue Account administrator,
    @DefaultValue("phonebill_monitor") String monitoringRole,
    @DefaultValue("50") int connectionLimit) {
  /** A role at an endpoint; none without a URL. {@link #toString} leaves the password out. */
  public record Account(
      @DefaultValue("") String url,
      @DefaultValue("") String user,
      @DefaultValue("") String password) {
    /** Itself, if it was given. */
    Optional<Account> given() {
      return url.isBlank() ? Optional.empty() : Optional.of(this);
    }

    @Override
    public String toString() {
      return user + " at " + url;
    }
  }
}

package io.pilothouse.localtwin.postgres;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A flexible server as its creator asked for it.
 *
 * @param name the server name: 3 to 63 lower-case letters, digits and hyphens, as Azure allows
 * @param version the major version; the twin runs the one that its binaries are built from
 * @param location the Azure region of primary and standby, such as {@code koreacentral}
 * @param zone the primary's availability zone at creation, such as {@code "1"}
 * @param highAvailability whether a standby exists, and where
 * @param replicas the read replicas, possibly none
 * @param databases the application databases; each is owned by a login role of the same name
 * @param administratorLogin the administrator's role
 * @param maxConnections PostgreSQL's {@code max_connections}, 10 or more
 */
public record FlexibleServerSpec(
    String name,
    String version,
    String location,
    String zone,
    HighAvailability highAvailability,
    List<ReplicaSpec> replicas,
    List<String> databases,
    String administratorLogin,
    int maxConnections) {

  private static final Pattern SERVER_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
  private static final Set<String> RESERVED =
      Set.of("postgres", "template0", "template1", "azuresu", "azure_pg_admin", "replication");
  private static final Pattern ROLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,62}");

  /** Takes copies of the lists and refuses names that PostgreSQL or the file system would not. */
  public FlexibleServerSpec {
    replicas = List.copyOf(replicas);
    databases = List.copyOf(databases);
    require(SERVER_NAME, name, "server name");
    replicas.forEach(replica -> require(SERVER_NAME, replica.name(), "replica name"));
    databases.forEach(database -> require(ROLE_NAME, database, "database name"));
    require(ROLE_NAME, administratorLogin, "administrator login");
    if (!Collections.disjoint(RESERVED, databases) || RESERVED.contains(administratorLogin)) {
      throw new IllegalArgumentException(
          "Databases and administrator of " + name + " must not be named " + RESERVED);
    }
    if (databases.contains(administratorLogin)
        || databases.stream().distinct().count() != databases.size()) {
      throw new IllegalArgumentException(
          "The databases of " + name + " and its administrator need different names");
    }
    if (replicas.stream().map(ReplicaSpec::name).distinct().count() != replicas.size()) {
      throw new IllegalArgumentException("Two replicas of " + name + " have the same name");
    }
    if (maxConnections < 10) {
      throw new IllegalArgumentException(
          "max_connections of " + name + " is " + maxConnections + ", 10 is the least that works");
    }
  }

  private static void require(Pattern pattern, String value, String what) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "\"" + value + "\" is no " + what + ": expected " + pattern.pattern());
    }
  }
}

package io.pilothouse.domainservice.intent;

/**
 * The schema in which a service keeps its tables: its id with underscores. Safe to put into SQL.
 */
public record SchemaName(String name) {
  public SchemaName {
    if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException(
          "'%s' is no name for a schema; pilothouse.component needs lower-case words joined by hyphens"
              .formatted(name));
    }
  }

  /** The schema of a service's id. */
  public static SchemaName of(String component) {
    return new SchemaName(component.replace('-', '_'));
  }
}

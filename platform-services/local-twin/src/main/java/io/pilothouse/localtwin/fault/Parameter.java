package io.pilothouse.localtwin.fault;

/**
 * What a fault has to be told.
 *
 * @param name as a scenario writes it, in kebab-case
 * @param type what it names or counts
 * @param required whether the fault has no meaning without it
 */
public record Parameter(String name, Type type, boolean required) {

  /** What an argument is. Names are those of the blueprint and are looked up there first. */
  public enum Type {
    /** Id of a service. */
    SERVICE,
    /** Id of a database server. */
    SERVER,
    /** Id of a read replica of a database server. */
    REPLICA,
    /** Id of a cache. */
    CACHE,
    /** Name of a queue. */
    QUEUE,
    /** Id of an external system. */
    EXTERNAL,
    /** An availability zone: 1, 2 or 3. */
    ZONE,
    /** A region in Azure's spelling, such as koreacentral. */
    REGION,
    /** A whole number. */
    COUNT,
    /** A factor or share, as a decimal number. */
    FACTOR,
    /** A duration such as 500ms, 30s or 5m. */
    DURATION,
    TEXT
  }

  public static Parameter required(String name, Type type) {
    return new Parameter(name, type, true);
  }

  public static Parameter optional(String name, Type type) {
    return new Parameter(name, type, false);
  }
}

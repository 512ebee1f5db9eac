package io.pilothouse.operations.health;

import java.util.List;

/**
 * The names under which the platforms report what the judges read; of each list the newest that is
 * current counts. Names of Azure Monitor for PostgreSQL and Redis as its metric reference gives
 * them; the others are what the {@code postgres} source reads from the servers' own views.
 */
public final class Signals {
  public static final List<String> ALIVE = List.of("pg.alive", "is_db_alive");
  public static final List<String> CONNECTIONS = List.of("pg.connections", "active_connections");
  public static final List<String> MAX_CONNECTIONS =
      List.of("pg.max_connections", "max_connections");
  public static final List<String> STORAGE = List.of("storage_percent");
  public static final List<String> CPU = List.of("cpu_percent");
  public static final List<String> MEMORY = List.of("memory_percent");

  /** 0 on a server that takes writes, 1 on one that replays another's. */
  public static final List<String> IN_RECOVERY = List.of("pg.in_recovery");

  public static final List<String> REPLICA_LAG_SECONDS =
      List.of("pg.replication_lag_seconds", "physical_replication_delay_in_seconds");
  public static final List<String> REPLICA_LAG_BYTES =
      List.of("pg.replication_lag_bytes", "physical_replication_delay_in_bytes");

  /** Of each server that streams from a primary, with {@code receiver=} its application name. */
  public static final String RECEIVER_LAG_SECONDS = "pg.receiver_lag_seconds";

  public static final String RECEIVER_LAG_BYTES = "pg.receiver_lag_bytes";

  /** How many streaming standbys the primary's commits wait for. */
  public static final List<String> SYNCHRONOUS_STANDBYS = List.of("pg.synchronous_standbys");

  public static final String HITS = "cachehits";
  public static final String MISSES = "cachemisses";
  public static final List<String> USED_MEMORY = List.of("usedmemorypercentage");
  public static final List<String> CLIENTS = List.of("connectedclients");
  public static final List<String> EVICTED = List.of("evictedkeys");
  public static final List<String> SERVER_LOAD = List.of("serverLoad");

  /** Of each queue and topic of a namespace, see {@link #ofEntity}. */
  public static final String ACTIVE_MESSAGES = "ActiveMessages";

  public static final String DEAD_LETTERS = "DeadletteredMessages";
  public static final String INCOMING_MESSAGES = "IncomingMessages";
  public static final String OUTGOING_MESSAGES = "OutgoingMessages";

  private Signals() {}

  /** The metric of a namespace as it is counted for one queue or topic. */
  public static String ofEntity(String metric, String entity) {
    return metric + "{EntityName=" + entity + "}";
  }
}

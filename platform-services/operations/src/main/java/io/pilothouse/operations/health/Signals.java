package io.pilothouse.operations.health;

import java.util.List;

/**
 * The names under which the platforms report what the judges read; of each list the first that is
 * current counts. Names of Azure Monitor for PostgreSQL and Redis as its metric reference gives
 * them; the others are what the {@code postgres} source reads from the servers' own views.
 */
public final class Signals {
  public static final List<String> ALIVE = List.of("is_db_alive");
  public static final List<String> CONNECTIONS = List.of("active_connections");
  public static final List<String> MAX_CONNECTIONS = List.of("max_connections");
  public static final List<String> STORAGE = List.of("storage_percent");
  public static final List<String> CPU = List.of("cpu_percent");
  public static final List<String> MEMORY = List.of("memory_percent");

  public static final List<String> REPLICA_LAG_SECONDS =
      List.of("physical_replication_delay_in_seconds");
  public static final List<String> REPLICA_LAG_BYTES =
      List.of("physical_replication_delay_in_bytes");
  public static final List<String> STANDBY_LAG_SECONDS = List.of("standby_lag_in_seconds");
  public static final List<String> STANDBY_LAG_BYTES = List.of("standby_lag_in_bytes");

  /** 1 where the standby is synchronous, 0 where it is not. */
  public static final List<String> STANDBY_SYNCHRONOUS = List.of("standby_synchronous");

  public static final String HITS = "cachehits";
  public static final String MISSES = "cachemisses";
  public static final List<String> USED_MEMORY = List.of("usedmemorypercentage");
  public static final List<String> CLIENTS = List.of("connectedclients");
  public static final List<String> EVICTED = List.of("evictedkeys");
  public static final List<String> SERVER_LOAD = List.of("serverLoad");

  private Signals() {}
}

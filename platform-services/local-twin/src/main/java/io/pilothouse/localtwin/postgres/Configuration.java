package io.pilothouse.localtwin.postgres;

/**
 * The settings that every process of a flexible server has in common. Standbys and replicas copy
 * them with the data folder, so that any of them can be primary.
 */
final class Configuration {

  /** PostgreSQL's own authentication, on the loopback interface only. */
  static final String HOST_BASED_AUTHENTICATION =
      """
      host all         all         127.0.0.1/32 scram-sha-256
      host replication replication 127.0.0.1/32 scram-sha-256
      """;

  private Configuration() {}

  static String of(FlexibleServerSpec spec) {
    int senders = spec.replicas().size() + 8;
    return """
    listen_addresses = '127.0.0.1'
    unix_socket_directories = ''
    max_connections = %1$d
    password_encryption = 'scram-sha-256'
    timezone = 'UTC'

    # As durable as the real service.
    fsync = on
    full_page_writes = on
    synchronous_commit = on

    # Any member can become primary, and any can follow.
    wal_level = replica
    hot_standby = on
    max_wal_senders = %2$d
    max_replication_slots = %2$d
    # A replica that follows a new primary finds there what it has not received yet.
    wal_keep_size = '64MB'
    # A member that is away for long is seeded anew rather than filling the disk.
    max_slot_wal_keep_size = '512MB'
    # A standby's silence and a new primary are noticed in a second, not in ten.
    wal_receiver_status_interval = '1s'
    wal_retrieve_retry_interval = '100ms'
    wal_sender_timeout = '10s'
    wal_receiver_timeout = '10s'

    # Small enough for a workstation that runs many servers.
    shared_buffers = '32MB'
    min_wal_size = '32MB'
    max_wal_size = '256MB'
    max_worker_processes = 4
    # In the data folder, so that a killed server leaves no shared memory behind.
    dynamic_shared_memory_type = mmap
    huge_pages = off
    log_line_prefix = '%%m [%%p] '
    log_min_messages = warning
    """
        .formatted(spec.maxConnections(), senders);
  }
}

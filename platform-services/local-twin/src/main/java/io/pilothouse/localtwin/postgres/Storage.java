package io.pilothouse.localtwin.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of its storage a flexible server uses, and what follows from that. The disk is this
 * machine's; what is provisioned is a number, by default without effect.
 *
 * <p>As on Azure, a server of whose storage 95 % are used lets nobody write any more (SQLSTATE
 * 25006). Azure's second condition, less than 5 GiB free, has no meaning at a twin's scale and is
 * left out. Safe for use by any thread.
 */
public final class Storage {

  /** As Azure's documentation of the service's limits says. */
  private static final double READ_ONLY_PERCENT = 95;

  /** Recycled log segments alone do not make it writable again. */
  private static final double WRITABLE_PERCENT = 85;

  static final String USED_BYTES =
      "SELECT (SELECT sum(pg_database_size(oid)) FROM pg_database)"
          + " + (SELECT sum(size) FROM pg_ls_waldir())";

  private static final Duration RELOAD_LIMIT = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

  private final Group group;
  private volatile OptionalLong provisioned = OptionalLong.empty();
  private volatile double grown = 1;

  Storage(Group group) {
    this.group = group;
  }

  /** What is provisioned, if that is less than this machine has to give. */
  public OptionalLong provisionedBytes() {
    return provisioned;
  }

  /**
   * Makes the storage that many times as large, as an operator does on Azure. Where it is limited,
   * a server that was full takes writes again. Less than 1 is refused, as on Azure.
   */
  public synchronized void grow(double factor) {
    if (!(factor >= 1)) {
      throw new OperationRefusedException(
          "The storage of %s cannot shrink; a factor of 1 or more is possible"
              .formatted(group.name()));
    }
    OptionalLong now = provisioned;
    if (now.isPresent()) {
      provisioned = OptionalLong.of((long) (now.getAsLong() * factor));
    }
    grown *= factor;
  }

  /** How many times as large as the document has it the storage is by now. */
  public double grown() {
    return grown;
  }

  /** What databases and write-ahead log take on the primary. */
  long usedBytes() throws SQLException {
    return used(group.primary().server().operations());
  }

  private static long used(Session session) throws SQLException {
    return session.value(USED_BYTES).map(Long::parseLong).orElse(0L);
  }

  void limit(long bytes) {
    provisioned = OptionalLong.of(bytes);
  }

  /** Takes the limit away, and what it has led to. */
  synchronized void lift() throws SQLException {
    provisioned = OptionalLong.empty();
    for (Member member : group.board().members()) {
      if (member.server().isRunning() && isReadOnly(member.server().operations())) {
        writable(member.server().operations(), true);
        awaitReload(member);
      }
    }
  }

  /** Looks at the primary and does what Azure would. */
  synchronized void look(Member primary) throws SQLException {
    OptionalLong limit = provisioned;
    if (limit.isEmpty()) {
      return;
    }
    Session session = primary.server().monitoring();
    double percent = 100.0 * used(session) / limit.getAsLong();
    boolean readOnly = isReadOnly(session);
    if (!readOnly && percent >= READ_ONLY_PERCENT) {
      writable(session, false);
      tell("%s has used %.0f %% of its storage and is read-only.", primary, percent);
    } else if (readOnly && percent < WRITABLE_PERCENT) {
      writable(session, true);
      tell("%s uses %.0f %% of its storage and takes writes again.", primary, percent);
    }
  }

  /** Who connects from now on finds the settings of now: the postmaster reads them when it can. */
  private static void awaitReload(Member member) throws SQLException {
    String asked =
        member.server().operations().value("SELECT clock_timestamp()::text").orElseThrow();
    member.server().operations().value("SELECT pg_reload_conf()");
    Waiting.until(
        RELOAD_LIMIT,
        Duration.ofMillis(20),
        () -> {
          try (Session fresh = member.server().newSession(RELOAD_LIMIT)) {
            return fresh.isTrue(
                "SELECT pg_conf_load_time() >= timestamptz " + Replication.quoted(asked));
          }
        });
  }

  private void tell(String sentence, Member primary, double percent) {
    group
        .board()
        .status(group.board().current().status(), sentence.formatted(primary.name(), percent));
    LOG.info("server={} storagePercent={}", group.name(), Math.round(percent));
  }

  /** The twin's own sessions are writable by option, so the setting's file is asked. */
  private static boolean isReadOnly(Session session) throws SQLException {
    return session
        .value(
            "SELECT setting FROM pg_file_settings WHERE name = 'default_transaction_read_only'"
                + " AND applied ORDER BY seqno DESC LIMIT 1")
        .filter("on"::equals)
        .isPresent();
  }

  private static void writable(Session session, boolean now) throws SQLException {
    session.execute(
        now
            ? "ALTER SYSTEM RESET default_transaction_read_only"
            : "ALTER SYSTEM SET default_transaction_read_only = on");
    session.value("SELECT pg_reload_conf()");
  }
}

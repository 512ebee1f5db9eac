package io.pilothouse.authservice.audit;

import io.pilothouse.serviceruntime.spring.observability.BusinessMetrics;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The audit: a row in the caller's transaction and a line in the log for every security decision.
 * Carries names, addresses and reasons, never a password, token, code or hash. Any thread.
 */
@Component
public class Audit {
  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
  private static final int NAME = 120;
  private static final int ADDRESS = 64;
  private static final int DETAIL = 400;

  private final JdbcClient database;
  private final Clock clock;
  private final BusinessMetrics metrics;

  public Audit(JdbcClient database, Clock clock, BusinessMetrics metrics) {
    this.database = database;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Adds a row, and counts it as {@code business_audit_events} with the label {@code event}.
   *
   * @param actor who did it: a user, a client or {@code system}; as they gave it, however strange
   * @param subject to whom or what
   * @param address from where
   * @param detail why or what exactly; no secrets
   */
  public void record(
      AuditEvent event, String actor, String subject, String address, String detail) {
    String who = SafeText.of(actor, NAME);
    String whom = SafeText.of(subject, NAME);
    String where = SafeText.of(address, ADDRESS);
    String what = SafeText.of(detail, DETAIL);
    database
        .sql(
            """
            INSERT INTO auth_audit (happened_at, event, actor, subject, address, detail)
            VALUES (?, ?, ?, ?, ?, ?)\
            """)
        .params(Timestamp.from(clock.instant()), event.slug(), who, whom, where, what)
        .update();
    metrics.count("audit_events", "event", event.slug());
    LOG.info(
        "{} actor=\"{}\" subject=\"{}\" address={} detail=\"{}\"",
        event.slug(),
        quoted(who),
        quoted(whom),
        where.replace(' ', '_'),
        quoted(what));
  }

  /**
   * The newest rows first.
   *
   * @param subject only those about this one
   * @param before only those with a lower id, for the next page
   */
  public List<Entry> entries(Optional<String> subject, long before, int limit) {
    return database
        .sql(
            """
            SELECT audit_id, happened_at, event, actor, subject, address, detail FROM auth_audit
            WHERE audit_id < ? AND (? OR subject = ?) ORDER BY audit_id DESC LIMIT ?\
            """)
        .params(before, subject.isEmpty(), subject.orElse(""), limit)
        .query((row, number) ->
            new Entry(
                row.getLong("audit_id"),
                row.getTimestamp("happened_at").toInstant(),
                row.getString("event"),
                row.getString("actor"),
                row.getString("subject"),
                row.getString("address"),
                row.getString("detail")))
        .list();
  }

  private static String quoted(String text) {
    return text.replace('"', '\'');
  }

  /** One row. */
  public record Entry(
      long id,
      Instant happenedAt,
      String event,
      String actor,
      String subject,
      String address,
      String detail) {}
}

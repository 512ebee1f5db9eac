package io.pilothouse.domainservice.history;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happened, each event once however often it is told. Runs in the caller's transaction. */
public final class History {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  public History(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Writes it down, unless it is there. */
  public void write(HistoryEntry entry) {
    jdbc.sql(
            "insert into history (event, resource, kind, source, happened_at, recorded_at)"
                + " values (:event, :resource, :kind, :source, :happened, :now)"
                + " on conflict do nothing")
        .param("event", entry.event())
        .param("resource", entry.resource())
        .param("kind", entry.kind())
        .param("source", entry.source())
        .param("happened", entry.happenedAt().atOffset(ZoneOffset.UTC))
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** What happened to a resource, oldest first; the last 200 at most. */
  public List<HistoryEntry> of(UUID resource) {
    return jdbc.sql(
            "select event, resource, kind, source, happened_at from history where resource = :resource order by happened_at, event limit 200")
        .param("resource", resource)
        .query((row, number) ->
            new HistoryEntry(
                row.getString("event"),
                row.getObject("resource", UUID.class),
                row.getString("kind"),
                row.getString("source"),
                row.getObject("happened_at", OffsetDateTime.class).toInstant()))
        .list();
  }
}

package io.pilothouse.authservice.session;

import io.pilothouse.authservice.Digests;
import io.pilothouse.authservice.Origin;
import io.pilothouse.authservice.token.TokenSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The sessions and their refresh tokens in the database, which keeps only digests. Any thread. */
@Repository
public class Sessions {
  private final JdbcClient database;
  private final Clock clock;
  private final TokenSettings settings;

  public Sessions(JdbcClient database, Clock clock, TokenSettings settings) {
    this.database = database;
    this.clock = clock;
    this.settings = settings;
  }

  /** A session and the generation of the token by which it was found. */
  public record Found(Session session, int generation, Instant tokenExpiresAt) {}

  /** Begins a session and gives its first refresh token. */
  @Transactional
  public RefreshToken begin(UUID id, UUID user, String client, Origin origin) {
    Instant now = clock.instant();
    database
        .sql(
            """
            INSERT INTO auth_sessions (session_id, user_id, client_id, address, started_at, expires_at, generation, generation_began_at)
            VALUES (?, ?, ?, ?, ?, ?, 0, ?)\
            """)
        .params(
            id,
            user,
            client,
            origin.address(),
            Timestamp.from(now),
            Timestamp.from(now.plus(settings.sessionLifetime())),
            Timestamp.from(now))
        .update();
    return addToken(id, 0, now.plus(settings.sessionLifetime()));
  }

  /** Finds the session of a refresh token and holds it until the transaction ends. */
  @Transactional
  public Optional<Found> holdByToken(String token) {
    return database
        .sql(
            """
            SELECT s.*, t.generation AS token_generation, t.expires_at AS token_expires_at
            FROM auth_refresh_tokens t JOIN auth_sessions s USING (session_id)
            WHERE t.token_hash = ? FOR UPDATE OF s\
            """)
        .params(Digests.sha256(token))
        .query((row, number) ->
            new Found(
                session(row),
                row.getInt("token_generation"),
                row.getTimestamp("token_expires_at").toInstant()))
        .optional();
  }

  /**
   * Moves on to the next generation and gives its first token. Tokens whose time has passed go;
   * older ones stay recognisable as used until then.
   */
  @Transactional
  public RefreshToken nextGeneration(Session session) {
    int next = session.generation() + 1;
    Instant now = clock.instant();
    String text = Digests.randomToken();
    Instant expires = tokenEnd(now, session.expiresAt());
    // One statement: this is what a service is asked most often.
    database
        .sql(
            """
            WITH moved AS (
              UPDATE auth_sessions SET generation = ?, generation_began_at = ? WHERE session_id = ?),
            gone AS (DELETE FROM auth_refresh_tokens WHERE session_id = ? AND expires_at < ?)
            INSERT INTO auth_refresh_tokens VALUES (?, ?, ?, ?)\
            """)
        .params(
            next,
            Timestamp.from(now),
            session.id(),
            session.id(),
            Timestamp.from(now),
            Digests.sha256(text),
            session.id(),
            next,
            Timestamp.from(expires))
        .update();
    return new RefreshToken(text, session.id(), expires);
  }

  /** Gives another token of the generation that the session is at. */
  @Transactional
  public RefreshToken sameGeneration(Session session) {
    return addToken(session.id(), session.generation(), session.expiresAt());
  }

  /**
   * Ends a session.
   *
   * @return whether it had been going on
   */
  @Transactional
  public boolean revoke(UUID session) {
    return database
            .sql(
                "UPDATE auth_sessions SET revoked_at = ? WHERE session_id = ? AND revoked_at IS NULL")
            .params(Timestamp.from(clock.instant()), session)
            .update()
        == 1;
  }

  /**
   * Ends every session of a user.
   *
   * @return how many
   */
  @Transactional
  public int revokeAll(UUID user) {
    return database
        .sql("UPDATE auth_sessions SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL")
        .params(Timestamp.from(clock.instant()), user)
        .update();
  }

  /** Whether the session has neither ended nor been revoked. */
  public boolean goesOn(UUID session) {
    return database
        .sql(
            """
            SELECT EXISTS (SELECT FROM auth_sessions
            WHERE session_id = ? AND revoked_at IS NULL AND expires_at > ?)\
            """)
        .params(session, Timestamp.from(clock.instant()))
        .query(Boolean.class)
        .single();
  }

  /** Sessions that go on. */
  public long open() {
    return database
        .sql("SELECT count(*) FROM auth_sessions WHERE revoked_at IS NULL AND expires_at > ?")
        .params(Timestamp.from(clock.instant()))
        .query(Long.class)
        .single();
  }

  /** Drops sessions a day after their end; their tokens go with them. */
  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
  @Transactional
  public void dropEnded() {
    database
        .sql("DELETE FROM auth_sessions WHERE expires_at < ?")
        .params(Timestamp.from(clock.instant().minus(java.time.Duration.ofDays(1))))
        .update();
  }

  private RefreshToken addToken(UUID session, int generation, Instant sessionEnd) {
    Instant expires = tokenEnd(clock.instant(), sessionEnd);
    String text = Digests.randomToken();
    database
        .sql("INSERT INTO auth_refresh_tokens VALUES (?, ?, ?, ?)")
        .params(Digests.sha256(text), session, generation, Timestamp.from(expires))
        .update();
    return new RefreshToken(text, session, expires);
  }

  private Instant tokenEnd(Instant now, Instant sessionEnd) {
    Instant idle = now.plus(settings.refreshTokenLifetime());
    return idle.isBefore(sessionEnd) ? idle : sessionEnd;
  }

  private static Session session(ResultSet row) throws SQLException {
    return new Session(
        row.getObject("session_id", UUID.class),
        row.getObject("user_id", UUID.class),
        row.getString("client_id"),
        row.getTimestamp("started_at").toInstant(),
        row.getTimestamp("expires_at").toInstant(),
        row.getInt("generation"),
        row.getTimestamp("generation_began_at").toInstant(),
        row.getTimestamp("revoked_at") != null);
  }
}

package io.pilothouse.authservice.user;

import io.pilothouse.authservice.Refusal;
import io.pilothouse.authservice.RefusedException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The users in the database, each with the roles and permissions that it has at that moment. */
@Repository
public class Users {
  private static final String SELECT =
      """
      SELECT u.*,
        ARRAY(SELECT role FROM auth_user_roles r WHERE r.user_id = u.user_id ORDER BY role) AS roles,
        ARRAY(SELECT DISTINCT p.service_id || ':' || p.permission FROM auth_user_roles r
          JOIN auth_role_permissions p USING (role) WHERE r.user_id = u.user_id ORDER BY 1) AS permissions
      FROM auth_users u
      """;

  private final JdbcClient database;
  private final Clock clock;

  public Users(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  public Optional<User> byName(UserName name) {
    return database
        .sql(SELECT + "WHERE u.user_name = ?")
        .params(name.text())
        .query(Users::user)
        .optional();
  }

  public Optional<User> byId(UUID id) {
    return database.sql(SELECT + "WHERE u.user_id = ?").params(id).query(Users::user).optional();
  }

  /** In the order of names, those after a name. */
  public List<User> page(String after, int limit) {
    return database
        .sql(SELECT + "WHERE u.user_name > ? ORDER BY u.user_name LIMIT ?")
        .params(after, limit)
        .query(Users::user)
        .list();
  }

  /** Whether there is nobody yet. */
  public boolean none() {
    return database.sql("SELECT NOT EXISTS (SELECT FROM auth_users)").query(Boolean.class).single();
  }

  /**
   * Adds a user whose password somebody else has chosen.
   *
   * @throws RefusedException if the name is taken or a role does not exist
   */
  @Transactional
  public UUID create(UserName name, String passwordHash, List<String> roles) {
    UUID id = UUID.randomUUID();
    Timestamp now = Timestamp.from(clock.instant());
    try {
      database
          .sql(
              """
              INSERT INTO auth_users (user_id, user_name, password_hash, password_changed_at, password_must_change, created_at)
              VALUES (?, ?, ?, ?, true, ?)\
              """)
          .params(id, name.text(), passwordHash, now, now)
          .update();
    } catch (DuplicateKeyException taken) {
      throw new RefusedException(Refusal.CONFLICT, Sentence.of("auth.user.exists", name.text()));
    }
    giveRoles(id, roles);
    return id;
  }

  /**
   * Gives a user exactly these roles.
   *
   * @throws RefusedException if one does not exist
   */
  @Transactional
  public void giveRoles(UUID user, List<String> roles) {
    database.sql("DELETE FROM auth_user_roles WHERE user_id = ?").params(user).update();
    for (String role : roles.stream().distinct().toList()) {
      try {
        database
            .sql("INSERT INTO auth_user_roles (user_id, role) VALUES (?, ?)")
            .params(user, role)
            .update();
      } catch (DataIntegrityViolationException unknown) {
        throw new RefusedException(Refusal.CONFLICT, Sentence.of("auth.role.unknown", role));
      }
    }
  }

  /** Enables or disables. */
  @Transactional
  public void activate(UUID user, boolean active) {
    database
        .sql("UPDATE auth_users SET status = ? WHERE user_id = ?")
        .params(active ? "ACTIVE" : "DISABLED", user)
        .update();
  }

  /** Notes a sign-in. */
  @Transactional
  public void signedIn(UUID user) {
    database
        .sql("UPDATE auth_users SET last_sign_in_at = ? WHERE user_id = ?")
        .params(Timestamp.from(clock.instant()), user)
        .update();
  }

  /** The same password under a higher work factor. */
  @Transactional
  public void rehash(User user, String hash) {
    database
        .sql("UPDATE auth_users SET password_hash = ? WHERE user_id = ? AND password_hash = ?")
        .params(hash, user.id(), user.passwordHash())
        .update();
  }

  /** Another password; the former goes into the history, of which the newest are kept. */
  @Transactional
  public void changePassword(User user, String hash, boolean mustChange, int keep) {
    Timestamp now = Timestamp.from(clock.instant());
    database
        .sql("INSERT INTO auth_password_history VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        .params(user.id(), user.passwordHash(), now)
        .update();
    database
        .sql(
            """
            DELETE FROM auth_password_history WHERE user_id = ? AND replaced_at NOT IN
              (SELECT replaced_at FROM auth_password_history WHERE user_id = ? ORDER BY replaced_at DESC LIMIT ?)\
            """)
        .params(user.id(), user.id(), keep)
        .update();
    database
        .sql(
            """
            UPDATE auth_users SET password_hash = ?, password_changed_at = ?, password_must_change = ?
            WHERE user_id = ?\
            """)
        .params(hash, now, mustChange, user.id())
        .update();
  }

  /** Hashes of former passwords, the newest first. */
  public List<String> formerHashes(UUID user) {
    return database
        .sql(
            "SELECT password_hash FROM auth_password_history WHERE user_id = ? ORDER BY replaced_at DESC")
        .params(user)
        .query((row, number) -> row.getString(1))
        .list();
  }

  private static User user(ResultSet row, int number) throws SQLException {
    return new User(
        row.getObject("user_id", UUID.class),
        new UserName(row.getString("user_name")),
        row.getString("password_hash"),
        row.getTimestamp("password_changed_at").toInstant(),
        row.getBoolean("password_must_change"),
        row.getString("status").equals("ACTIVE"),
        Optional.ofNullable(row.getTimestamp("last_sign_in_at")).map(Timestamp::toInstant),
        texts(row.getArray("roles")),
        texts(row.getArray("permissions")));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}

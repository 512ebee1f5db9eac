package io.pilothouse.authservice.oauth;

import io.pilothouse.authservice.Refusal;
import io.pilothouse.authservice.RefusedException;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The clients in the database. Any thread. */
@Repository
public class Clients {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");
  private final JdbcClient database;
  private final Clock clock;

  public Clients(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  public Optional<Client> byId(String id) {
    return database
        .sql("SELECT * FROM auth_clients WHERE client_id = ?")
        .params(id)
        .query(Clients::client)
        .optional();
  }

  public List<Client> all() {
    return database
        .sql("SELECT * FROM auth_clients ORDER BY client_id")
        .query(Clients::client)
        .list();
  }

  /**
   * Registers a client.
   *
   * @throws RefusedException if there is one of this id, or a redirect address is not safe
   */
  @Transactional
  public void add(Client client) {
    client.redirectUris().forEach(Clients::requireSafe);
    try {
      database
          .sql(
              "INSERT INTO auth_clients VALUES (?, ?, nullif(decode(?, 'base64'), ''::bytea), ?, ?, ?)")
          .params(
              client.id(),
              client.name(),
              client.secretHash().orElse(""),
              client.redirectUris().toArray(String[]::new),
              client.permissions().toArray(String[]::new),
              Timestamp.from(clock.instant()))
          .update();
    } catch (DuplicateKeyException taken) {
      throw new RefusedException(Refusal.CONFLICT, Sentence.of("auth.client.exists", client.id()));
    }
  }

  /** Gives a client another name, secret, addresses and permissions. */
  @Transactional
  public void replace(Client client) {
    client.redirectUris().forEach(Clients::requireSafe);
    database
        .sql(
            "UPDATE auth_clients SET name = ?, secret_hash = nullif(decode(?, 'base64'), ''::bytea),"
                + " redirect_uris = ?, permissions = ? WHERE client_id = ?")
        .params(
            client.name(),
            client.secretHash().orElse(""),
            client.redirectUris().toArray(String[]::new),
            client.permissions().toArray(String[]::new),
            client.id())
        .update();
  }

  /** Whether there was such a client. */
  @Transactional
  public boolean remove(String id) {
    return database.sql("DELETE FROM auth_clients WHERE client_id = ?").params(id).update() == 1;
  }

  private static void requireSafe(String redirect) {
    try {
      URI address = URI.create(redirect);
      boolean safe =
          address.getHost() != null
              && address.getFragment() == null
              && address.getUserInfo() == null
              && ("https".equals(address.getScheme())
                  || ("http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost())));
      if (safe) {
        return;
      }
    } catch (IllegalArgumentException noAddress) {
      // Refused like any other.
    }
    throw new RefusedException(Refusal.MALFORMED, Sentence.of("auth.client.redirect", redirect));
  }

  private static Client client(ResultSet row, int number) throws SQLException {
    byte[] secret = row.getBytes("secret_hash");
    return new Client(
        row.getString("client_id"),
        row.getString("name"),
        secret == null ? Optional.empty() : Optional.of(Base64.getEncoder().encodeToString(secret)),
        texts(row.getArray("redirect_uris")),
        texts(row.getArray("permissions")));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}

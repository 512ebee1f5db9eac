package io.pilothouse.authservice.administration;

import io.pilothouse.authservice.Digests;
import io.pilothouse.authservice.SecretFile;
import io.pilothouse.authservice.audit.Audit;
import io.pilothouse.authservice.audit.AuditEvent;
import io.pilothouse.authservice.oauth.Client;
import io.pilothouse.authservice.oauth.Clients;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Registers the clients of {@link DeclaredClientSettings} and brings those that changed up to date.
 * One that is declared no more stays until somebody removes it.
 */
@Component
class DeclaredClients implements SmartInitializingSingleton {
  /** So that two instances that start together register each once. */
  private static final long LOCK = 7_214_004L;

  /** 128 bits in the shortest usual writing. */
  private static final int SHORTEST_SECRET = 22;

  private static final String SYSTEM = "system";

  private final DeclaredClientSettings settings;
  private final Clients clients;
  private final Audit audit;
  private final JdbcClient database;
  private final TransactionTemplate transaction;

  DeclaredClients(
      DeclaredClientSettings settings,
      Clients clients,
      Audit audit,
      JdbcClient database,
      TransactionTemplate transaction) {
    this.settings = settings;
    this.clients = clients;
    this.audit = audit;
    this.database = database;
    this.transaction = transaction;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<Client> declared =
        settings.clients().entrySet().stream()
            .map(each -> client(each.getKey(), each.getValue()))
            .toList();
    if (declared.isEmpty()) {
      return;
    }
    transaction.executeWithoutResult(status -> {
      database.sql("SELECT pg_advisory_xact_lock(?)").params(LOCK).query((row, n) -> 1).list();
      declared.forEach(this::register);
    });
  }

  private void register(Client declared) {
    Optional<Client> known = clients.byId(declared.id());
    if (known.equals(Optional.of(declared))) {
      return;
    }
    if (known.isPresent()) {
      clients.replace(declared);
    } else {
      clients.add(declared);
    }
    audit.record(
        known.isPresent() ? AuditEvent.CLIENT_CHANGED : AuditEvent.CLIENT_REGISTERED,
        SYSTEM,
        declared.id(),
        "-",
        declared.permissions().toString());
  }

  private static Client client(String id, DeclaredClientSettings.Declared declared) {
    String secret =
        declared
            .secret()
            .or(() ->
                Optional.ofNullable(declared.secretFile())
                    .map(file -> SecretFile.readOrMake(file, Digests::randomToken)))
            .orElseThrow(() ->
                new IllegalStateException(
                    "client %s has no secret: set pilothouse.auth.clients.%s.secret or secret-file"
                        .formatted(id, id)));
    if (secret.length() < SHORTEST_SECRET) {
      throw new IllegalStateException(
          "the secret of client %s has %d characters and needs %d: it is kept as a plain digest, so it has to be random"
              .formatted(id, secret.length(), SHORTEST_SECRET));
    }
    return new Client(
        id,
        declared.name().orElse(id),
        Optional.of(Base64.getEncoder().encodeToString(Digests.sha256(secret))),
        List.of(),
        declared.permissions());
  }
}
